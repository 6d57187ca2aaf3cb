import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeEnvFile } from '../../src/cli/commands/init/write-env-file.ts';
import { jumpingClock } from '../genesys/jumping-clock.ts';
import { smallCentre } from '../genesys/small-centre.ts';
import { withServer } from '../genesys-server/asking.ts';
import type { GenesysServer } from '../genesys-server/server.ts';
import { filesIn, gcforecast, type TestWorld, temporaryFolder, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { runProgram } from './program-process.ts';

const AS_OF = ['--as-of', '2025-12-10T00:00:00Z'];
const WIDTH = 100;

interface Scene {
  readonly server: GenesysServer;
  readonly world: TestWorld;
  /** The addresses of the server, as flags. */
  readonly addresses: readonly string[];
}

const atServer = (work: (scene: Scene) => Promise<void>): Promise<void> =>
  withServer({ centre: smallCentre }, (server) => {
    const world = testWorld({ clock: jumpingClock(Date.now()) });
    const addresses = ['--api-url', server.apiUrl, '--login-url', server.loginUrl, ...AS_OF];
    return work({ server, world, addresses });
  });

/** A keyboard at a terminal on which `lines` are typed; `modes` hears when keys are taken one by one, unshown by the system. */
function keyboard(lines: readonly string[], modes: boolean[] = []) {
  const input = Readable.from([Buffer.from(lines.map((line) => `${line}\r`).join(''))]);
  return { stdin: () => Object.assign(input, { isTTY: true, setRawMode: (mode: boolean) => modes.push(mode) }) };
}

const secretFile = (world: TestWorld, secret: string): string => {
  writeFileSync(join(world.cwd, 'secret'), `${secret}\n`, { mode: 0o600 });
  return 'secret';
};

const byFlags = ({ world, server, addresses }: Scene): string[] => [
  ...['init', ...addresses, '--client-id', server.clientId],
  ...['--secret-file', secretFile(world, server.clientSecret)],
];

const envFileIn = (world: TestWorld, name = '.env') => parse(readFileSync(join(world.cwd, name)));

describe('where nobody can be asked', () => {
  test('everything comes by flags: an env file for its owner alone, the checks, and a first forecast', () =>
    atServer(async (scene) => {
      const { world, server } = scene;
      const ran = await gcforecast(world, byFlags(scene));
      expect(ran.stderr).toBe('');
      expect(ran.exitCode).toBe(0);
      expect(envFileIn(world)).toEqual({
        GENESYSCLOUD_API_URL: server.apiUrl,
        GENESYSCLOUD_LOGIN_URL: server.loginUrl,
        GENESYSCLOUD_OAUTHCLIENT_ID: server.clientId,
        GENESYSCLOUD_OAUTHCLIENT_SECRET: server.clientSecret,
      });
      expect(statSync(join(world.cwd, '.env')).mode & 0o777).toBe(0o600);
      expect(ran.stdout).toMatch(/^written: \.env, which only you can read\n/);
      expect(ran.stdout).toMatch(/^ok +login: accepted/m);
      expect(ran.stdout).toContain('Forecast of offered, all contacts: 7 days from 2025-12-10');
      expect(filesIn(world.cwd)).toEqual(['.env', 'secret', 'wfm_volume_forecast.csv']);
      expect(ran.stdout).not.toContain(server.clientSecret);
      // The file is all that a later run needs.
      expect((await gcforecast(world, ['fetch', '--days', '3', ...AS_OF])).exitCode).toBe(0);
    }));

  test('what is missing is told at once, and nothing is written', async () => {
    const world = testWorld();
    writeFileSync(join(world.cwd, '.env'), 'older\n', { mode: 0o600 });
    const ran = await gcforecast(world, ['init']);
    expectExplained(
      ran,
      2,
      'this is no terminal',
      /give --region, --client-id, --secret-file, --force \(.*\.env is there/,
    );
    expect(readFileSync(join(world.cwd, '.env'), 'utf8')).toBe('older\n');
  });

  test('an env file that is there is replaced with --force only, and is for its owner alone from then on', () =>
    atServer(async (scene) => {
      const { world } = scene;
      const path = join(world.cwd, 'own.env');
      writeFileSync(path, 'older\n');
      chmodSync(path, 0o644);
      const argv = [...byFlags(scene), '--no-forecast', '--env-file', 'own.env'];
      expectExplained(await gcforecast(world, argv), 2, 'no terminal', '--force');
      expect(readFileSync(path, 'utf8')).toBe('older\n');
      expect((await gcforecast(world, [...argv, '--force'])).exitCode).toBe(0);
      expect(envFileIn(world, 'own.env')).toHaveProperty('GENESYSCLOUD_OAUTHCLIENT_SECRET');
      expect(statSync(path).mode & 0o777).toBe(0o600);
    }));

  test('what the checks find decides the exit code, and no forecast follows', () =>
    atServer(async (scene) => {
      const { world } = scene;
      writeFileSync(join(world.cwd, 'wrong'), 'wrong', { mode: 0o600 });
      const ran = await gcforecast(world, [...byFlags(scene), '--secret-file', 'wrong']);
      expect(ran.exitCode).toBe(3);
      expect(ran.stdout).toMatch(/^failed +login: login refused.*remedy: Wrong client id/m);
      expect(filesIn(world.cwd)).not.toContain('wfm_volume_forecast.csv');
    }));

  test('--json gives one document with the checks and the forecast', () =>
    atServer(async (scene) => {
      const ran = await gcforecast(scene.world, [...byFlags(scene), '--json']);
      expect(JSON.parse(ran.stdout)).toMatchObject({
        schema: 'gcforecast/init@1',
        envFile: '.env',
        doctor: { schema: 'gcforecast/doctor@1', exitCode: 0 },
        forecast: { schema: 'gcforecast/forecast@1' },
      });
    }));

  test.each([
    ['an unknown region', ['--region', 'eu-wst-1', '--client-id', 'id'], 'id', 'unknown region', 'eu-west-1'],
    [
      'a secret with a blank',
      ['--region', 'eu-west-1', '--client-id', 'id'],
      'two words',
      'client secret contains',
      'copy it again',
    ],
    ['an empty secret', ['--region', 'eu-west-1', '--client-id', 'id'], '', 'client secret is empty', 'copy it again'],
  ])('%s is refused before anything is written', async (_, flags, secret, error, hint) => {
    const world = testWorld();
    const ran = await gcforecast(world, ['init', ...flags, '--secret-file', secretFile(world, secret)]);
    expectExplained(ran, 2, error, hint);
    expect(ran.stderr).not.toContain('two words');
    expect(filesIn(world.cwd)).toEqual(['secret']);
  });

  test('a secret file that is not there', async () => {
    const flags = ['--region', 'eu-west-1', '--client-id', 'id', '--secret-file', 'none'];
    expectExplained(
      await gcforecast(testWorld(), ['init', ...flags]),
      2,
      /cannot read the secret file .*none/,
      '--secret-file',
    );
  });
});

describe('at a terminal', () => {
  test('what flags do not say is asked for, and nothing of the secret is shown, neither by the program nor by the system', () =>
    atServer(async ({ server, world, addresses }) => {
      const modes: boolean[] = [];
      const asked = { ...world, ...keyboard([server.clientId, server.clientSecret], modes) };
      const ran = await gcforecast(asked, ['init', ...addresses, '--no-forecast'], WIDTH);
      expect(ran.exitCode).toBe(0);
      expect(ran.stderr).toContain('OAuth client id: ');
      expect(ran.stderr).toContain('OAuth client secret (is not shown): ');
      expect(`${ran.stdout}${ran.stderr}`).not.toContain(server.clientSecret);
      expect(modes[0]).toBe(true);
      expect(modes.at(-1)).toBe(false);
      expect(envFileIn(world)).toMatchObject({ GENESYSCLOUD_OAUTHCLIENT_SECRET: server.clientSecret });
    }));

  test.each(['n', '', 'yess'])('an env file that is there stays when the answer is %j', async (answer) => {
    const world = { ...testWorld(), ...keyboard([answer, 'eu-west-1', 'id', 'secret']) };
    writeFileSync(join(world.cwd, '.env'), 'older\n', { mode: 0o600 });
    const ran = await gcforecast(world, ['init', '--no-color'], WIDTH);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain('is there already. Replace it? [y/N]');
    expect(ran.stderr).toContain('stays as it is');
    expect(readFileSync(join(world.cwd, '.env'), 'utf8')).toBe('older\n');
  });

  test('it is replaced when the answer is y', () =>
    atServer(async ({ server, world, addresses }) => {
      writeFileSync(join(world.cwd, '.env'), 'older\n', { mode: 0o600 });
      const asked = { ...world, ...keyboard(['y', server.clientId, server.clientSecret]) };
      expect((await gcforecast(asked, ['init', ...addresses, '--no-forecast'], WIDTH)).exitCode).toBe(0);
      expect(envFileIn(world)).toHaveProperty('GENESYSCLOUD_OAUTHCLIENT_ID', server.clientId);
    }));

  test('an input that ends before the last question is told as such', async () => {
    const world = { ...testWorld(), ...keyboard(['eu-west-1']) };
    const ran = await gcforecast(world, ['init', '--no-color'], WIDTH);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain('the input ended before the last question');
    expect(filesIn(world.cwd)).toEqual([]);
  });
});

test('any secret that can be written is read back as it was', async () => {
  const world = testWorld();
  const path = join(world.cwd, 'one.env');
  const secret = fc.string({
    minLength: 1,
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  });
  await fc.assert(
    fc.asyncProperty(secret, async (value) => {
      const written = await writeEnvFile(path, { SECRET: value }, world.signal).then(
        () => true,
        () => false,
      );
      // Only a value with all kinds of quotes, or with what double quotes mean otherwise, is refused.
      if (!written) expect(["'", '`'].every((mark) => value.includes(mark))).toBe(true);
      else expect(parse(readFileSync(path))).toEqual({ SECRET: value });
    }),
  );
});

test('as a process, with the secret on standard input and no terminal', () =>
  atServer(async ({ server, world, addresses }) => {
    const argv = ['init', ...addresses, '--client-id', server.clientId, '--secret-file', '/dev/stdin', '--no-forecast'];
    const ran = await runProgram(
      argv,
      { cwd: world.cwd, env: { GCFORECAST_HOME: temporaryFolder() } },
      server.clientSecret,
    );
    expect(ran.stderr).toBe('');
    expect(ran.exitCode).toBe(0);
    expect(envFileIn(world)).toMatchObject({ GENESYSCLOUD_OAUTHCLIENT_SECRET: server.clientSecret });
  }));
