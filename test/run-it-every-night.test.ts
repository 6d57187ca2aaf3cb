import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createProgram } from '../src/cli/program.ts';
import { gcforecast, testWorld } from './support/test-world.ts';

const PAGE = readFileSync('docs/run-it-every-night.md', 'utf8');

/** The words of a command line of the page; only double quotes occur. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

const EXAMPLES = [
  ...PAGE.matchAll(/```sh\ngcforecast (.*)\n```\n\n```(?:crontab|ini|yaml)\n([^`]*(?:`[^`]+)*)```\n/g),
].map(([, line = '', printed = '']) => ({ line, printed }));

test('the page has an example for every scheduler', () => {
  const units = EXAMPLES.map(({ line }) => /--print (\w+)/.exec(line)?.[1]);
  expect(units).toEqual(['crontab', 'systemd', 'kubernetes', 'github']);
});

describe('an example of the page is what the command prints', () => {
  test.each(EXAMPLES)('$line', async ({ line, printed }) => {
    expect(await gcforecast(testWorld(), wordsOf(line))).toEqual({ exitCode: 0, stdout: printed, stderr: '' });
  });
});

test('the schedule of the page itself can be started', async () => {
  const [, line = ''] = /```sh\ngcforecast (schedule (?!.*--print).*)\n```/.exec(PAGE) ?? [];
  // As a unit, without the window that only our own scheduler knows, it passes the same checks.
  const asUnit = wordsOf(line.replace(' --window 01:00-05:00', ' --print systemd'));
  expect((await gcforecast(testWorld(), asUnit)).exitCode).toBe(0);
});

test('options that the page names exist', async () => {
  const commands = ['fetch', 'forecast', 'merge', 'pace', 'report', 'schedule'];
  const program = await createProgram(commands, testWorldWithStreams(), () => {});
  const known = [program, ...program.commands].flatMap(({ options }) => options.map(({ long }) => long));
  const prose = PAGE.replace(/```[^`]*```/g, '');
  const named = new Set([...prose.matchAll(/`(--[a-z-]+)/g)].map(([, flag]) => flag));
  expect(named.size).toBeGreaterThan(8);
  for (const flag of named) expect(known).toContain(flag);
});

const testWorldWithStreams = () => ({ ...testWorld(), stdout: { write: () => {} }, stderr: { write: () => {} } });
