import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gcforecast, type TestWorld, testWorld } from '../support/test-world.ts';

/** Something that nobody has foreseen: no Failure, so a defect. */
function brokenWorld(): TestWorld {
  return {
    ...testWorld({ stdin: 'date,offered\n2025-01-06,1\n2025-01-07,2\n' }),
    nowMs: () => {
      throw new TypeError('the clock is broken');
    },
  };
}

test('a defect is exit code 1, in one line without a stack, and asks for a report with the version', async () => {
  const ran = await gcforecast(brokenWorld(), ['forecast', '--history', '-']);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(ran.stderr).toBe(
    'error: a defect of gcforecast: the clock is broken\n' +
      `hint: please report it with the version, ${version}; run again with --verbose to see where it happened\n`,
  );
  expect(ran.stdout).toBe('');
  expect(ran.exitCode).toBe(1);
});

test('--verbose shows where a defect happened', async () => {
  const ran = await gcforecast(brokenWorld(), ['forecast', '--history', '-', '--verbose']);
  expect(ran.stderr).toMatch(/TypeError: the clock is broken\n\s+at /);
});

test('--json tells a defect as one JSON line', async () => {
  const ran = await gcforecast(brokenWorld(), ['forecast', '--history', '-', '--json']);
  expect(JSON.parse(ran.stderr).error).toMatchObject({ code: 'GCF-DEFECT', exitCode: 1 });
});

test('--json tells wrong usage as one JSON line', async () => {
  const ran = await gcforecast(testWorld(), ['forecast', '--json', '--days', 'many']);
  expect(JSON.parse(ran.stderr).error).toMatchObject({ code: 'GCF-USAGE', exitCode: 2 });
  expect(ran.stdout).toBe('');
});

test('errors are coloured on a terminal only, and not under --no-color', async () => {
  const red = `${String.fromCharCode(27)}[31m`;
  const argv = ['forecast', '--days', 'many'];
  expect((await gcforecast(testWorld(), argv, 80)).stderr).toContain(red);
  expect((await gcforecast(testWorld(), [...argv, '--no-color'], 80)).stderr).not.toContain(red);
  expect((await gcforecast(testWorld(), argv)).stderr).not.toContain(red);
});

test('--version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(await gcforecast(testWorld(), ['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
});
