import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { smallCentre } from '../genesys/small-centre.ts';
import { withServer } from '../genesys-server/asking.ts';
import type { GenesysServer } from '../genesys-server/server.ts';
import { filesIn, gcforecast, type TestWorld, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { AGGREGATES, environmentOf } from './organisation.ts';

const FORECAST = ['forecast', '--model', 'prophet', '--history-days', '100', '--as-of', '2025-12-10T00:00:00Z'];

const withDemo = (use: (server: GenesysServer) => Promise<void>): Promise<void> =>
  withServer({ centre: smallCentre }, use);

const addresses = (server: GenesysServer): string[] => ['--api-url', server.apiUrl, '--login-url', server.loginUrl];

const writeIn = (folder: string, name: string, text: string): void => {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text, { mode: 0o600 });
};

describe('all problems are told at once', () => {
  test('what is missing, with every place where it was looked for', async () => {
    const ran = await gcforecast(testWorld(), ['forecast']);
    expectExplained(
      ran,
      2,
      'region is not set; OAuth client id is not set; OAuth client secret is not set',
      /--region; environment GENESYSCLOUD_REGION .*\.env \(not there\); gc profile/,
    );
  });

  test('the half that is there, when the other half of the credentials is missing', async () => {
    const world = testWorld({ env: { GENESYSCLOUD_REGION: 'eu-west-1', GENESYSCLOUD_OAUTHCLIENT_ID: 'id' } });
    const ran = await gcforecast(world, ['forecast']);
    expectExplained(
      ran,
      2,
      'OAuth client secret is not set, though the OAuth client id is (environment GENESYSCLOUD_OAUTHCLIENT_ID)',
      'GENESYSCLOUD_OAUTHCLIENT_SECRET',
    );
  });

  test('what is wrong, each with its place and the word that was meant', async () => {
    const world = testWorld({ env: { GCFORECAST_LOG_LEVEL: 'dbug', GENESYSCLOUD_API_URL: 'ftp://api.example' } });
    const ran = await gcforecast(world, ['forecast', '--time-zone', 'Europe/Londn', '--log-format', 'jsn']);
    for (const problem of [
      "environment GCFORECAST_LOG_LEVEL: 'dbug' is not one of",
      'environment GENESYSCLOUD_API_URL: must be an http or https address',
      "flag --time-zone: 'Europe/Londn' is not an IANA time zone",
      "flag --log-format: 'jsn' is not one of",
    ]) {
      expectExplained(ran, 2, problem, /did you mean (debug|json|Europe\/London)\?/);
    }
  });

  test('under --json as one line', async () => {
    const ran = await gcforecast(testWorld(), ['forecast', '--json']);
    expect(ran.stdout).toBe('');
    expect(ran.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(ran.stderr)).toEqual({
      error: {
        code: 'GCF-CONFIG',
        message: expect.stringContaining('region is not set; OAuth client id is not set'),
        hint: expect.stringContaining('GENESYSCLOUD_REGION'),
        exitCode: 2,
        correlationId: null,
      },
    });
    expect(ran.exitCode).toBe(2);
  });
});

describe('credentials and addresses are found', () => {
  test('in .env of the working directory', async () => {
    await withDemo(async (server) => {
      const world = testWorld();
      const lines = Object.entries(environmentOf(server)).map(([name, value]) => `${name}=${value}`);
      writeIn(world.cwd, '.env', `# for tests\n${lines.join('\n')}\n`);
      expect((await gcforecast(world, FORECAST)).exitCode).toBe(0);
    });
  });

  test('in the file of --env-file, which must exist', async () => {
    await withDemo(async (server) => {
      const world = testWorld();
      const { GENESYSCLOUD_OAUTHCLIENT_ID: id, GENESYSCLOUD_OAUTHCLIENT_SECRET: secret } = environmentOf(server);
      writeIn(world.cwd, 'org/one.env', `GENESYS_CLIENT_ID=${id}\nGENESYS_CLIENT_SECRET='${secret}'\n`);
      const options = [...FORECAST, ...addresses(server)];
      expect((await gcforecast(world, [...options, '--env-file', 'org/one.env'])).exitCode).toBe(0);
      const missing = await gcforecast(world, [...options, '--env-file', 'org/two.env']);
      expectExplained(missing, 2, 'cannot read env file org/two.env (ENOENT)', 'check the path');
    });
  });

  test.each([
    ['GENESYSCLOUD_OAUTHCLIENT_ID', 'GENESYSCLOUD_OAUTHCLIENT_SECRET'],
    ['GENESYS_CLOUD_CLIENT_ID', 'GENESYS_CLOUD_CLIENT_SECRET'],
    ['GENESYS_CLIENT_ID', 'GENESYS_CLIENT_SECRET'],
  ])('in the variables %s and %s', async (id, secret) => {
    await withDemo(async (server) => {
      const world = testWorld({ env: { [id]: server.clientId, [secret]: server.clientSecret } });
      expect((await gcforecast(world, [...FORECAST, ...addresses(server)])).exitCode).toBe(0);
    });
  });

  test('as a ready token, which needs no login', async () => {
    await withDemo(async (server) => {
      const world = testWorld({ env: { GENESYSCLOUD_ACCESS_TOKEN: server.issueToken() } });
      expect((await gcforecast(world, [...FORECAST, '--api-url', server.apiUrl])).exitCode).toBe(0);
      expect(server.requests.some(({ path }) => path === '/oauth/token')).toBe(false);
    });
  });

  test('in a profile of the gc command line, by name', async () => {
    await withDemo(async (server) => {
      const world = testWorld();
      const profile = (name: string, id: string, secret: string) =>
        `[${name}]\nclient_credentials = "${id}"\nclient_secret = "${secret}"\nenvironment = "mypurecloud.ie"\n`;
      writeIn(
        world.homeDirectory,
        '.gc/config.toml',
        profile('DEFAULT', 'nobody', 'nothing') + profile('demo', server.clientId, server.clientSecret),
      );
      const options = [...FORECAST, ...addresses(server)];
      expect((await gcforecast(world, [...options, '--profile', 'demo'])).exitCode).toBe(0);
      expectExplained(await gcforecast(world, options), 3, 'client not found: nobody', 'GENESYSCLOUD_OAUTHCLIENT_ID');
      const unknown = await gcforecast(world, [...options, '--profile', 'dmo']);
      expectExplained(unknown, 2, /profile.*dmo/, /demo/);
    });
  });
});

describe('precedence', () => {
  test('a flag comes before the environment', async () => {
    await withDemo(async (server) => {
      const env = { ...environmentOf(server), GENESYSCLOUD_API_URL: 'http://127.0.0.1:1' };
      const world = testWorld({ env });
      expect((await gcforecast(world, [...FORECAST, '--api-url', server.apiUrl])).exitCode).toBe(0);
    });
  });

  test('the environment comes before .env, and .env before a gc profile', async () => {
    await withDemo(async (server) => {
      const wrong = 'GENESYSCLOUD_OAUTHCLIENT_SECRET=wrong\nGENESYSCLOUD_OAUTHCLIENT_ID=client-id\n';
      const world = testWorld({ env: environmentOf(server) });
      writeIn(world.cwd, '.env', wrong);
      expect((await gcforecast(world, FORECAST)).exitCode).toBe(0);

      const { GENESYSCLOUD_API_URL, GENESYSCLOUD_LOGIN_URL } = environmentOf(server);
      const second = testWorld({ env: { GENESYSCLOUD_API_URL, GENESYSCLOUD_LOGIN_URL } });
      writeIn(second.cwd, '.env', wrong);
      const right = `[DEFAULT]\nclient_credentials = "${server.clientId}"\nclient_secret = "${server.clientSecret}"\n`;
      writeIn(second.homeDirectory, '.gc/config.toml', right);
      expectExplained(await gcforecast(second, FORECAST), 3, '401 invalid_client', 'wrong secret');
    });
  });

  test('--home comes before GCFORECAST_HOME, and that before the default, for what is kept', async () => {
    await withDemo(async (server) => {
      const world = testWorld({ env: { ...environmentOf(server), GCFORECAST_HOME: 'by-variable' } });
      await gcforecast(world, FORECAST);
      expect(filesIn(join(world.cwd, 'by-variable'))).not.toEqual([]);
      await gcforecast(world, [...FORECAST, '--home', 'by-flag']);
      expect(filesIn(join(world.cwd, 'by-flag'))).not.toEqual([]);
      expect(filesIn(world.homeDirectory)).toEqual([]);
    });
  });

  test('a misspelt variable of ours is a warning that names the right one', async () => {
    const world = testWorld({ env: { GCFORECAST_TIMEZONE: 'Europe/London' } });
    writeIn(world.cwd, 'h.csv', `date,offered\n2025-01-06,5\n2025-01-07,6\n`);
    const ran = await gcforecast(world, ['forecast', '--history', 'h.csv']);
    expect(ran.stderr).toContain('GCFORECAST_TIMEZONE is not a setting; did you mean GCFORECAST_TIME_ZONE?');
    expect(ran.exitCode).toBe(0);
  });
});

describe('no credential is ever shown or kept', () => {
  const ID = 'id-that-nobody-may-see';
  const SECRET = 'secret-that-nobody-may-see';

  /** Everything that the run has printed or left anywhere. */
  function tracesOf(world: TestWorld, printed: string): string {
    const kept = [world.cwd, world.homeDirectory].flatMap((folder) =>
      filesIn(folder).map((name) => readFileSync(join(folder, name), 'latin1')),
    );
    return [printed, ...kept].join('\n');
  }

  test.each([
    ['a run that goes well', [], 0],
    ['a run that is asked for everything it knows', ['--verbose', '--record', 'recording', '--json'], 0],
    ['a log of every detail in JSON', ['--log-format', 'json', '--verbose'], 0],
    ['a login that is refused', ['--verbose'], 3],
    ['a service that is not there', ['--verbose', '--json', '--login-url', 'http://127.0.0.1:1'], 4],
    ['a service that fails', ['--verbose', '--json'], 4],
    ['an answer that breaks the contract', ['--verbose', '--json'], 6],
    ['a wrong option', ['--verbose', '--metric', 'calls'], 2],
  ])('%s', async (what, options, exitCode) => {
    const refused = what === 'a login that is refused';
    await withServer(
      { centre: smallCentre, clientId: ID, clientSecret: refused ? 'another' : SECRET },
      async (server) => {
        const [path, times] = [AGGREGATES, Number.POSITIVE_INFINITY];
        if (what === 'a service that fails') server.inject({ path, times, fault: { kind: 'status', status: 500 } });
        if (exitCode === 6) server.inject({ path, times, fault: { kind: 'wrong-shape', body: [] } });
        const env = {
          ...environmentOf(server),
          GENESYSCLOUD_OAUTHCLIENT_SECRET: SECRET,
          GCFORECAST_LOG_LEVEL: 'trace',
        };
        const world = testWorld({ env });
        const ran = await gcforecast(world, [...FORECAST, ...options]);
        expect(ran.exitCode).toBe(exitCode);
        const traces = tracesOf(world, ran.stdout + ran.stderr);
        const basic = Buffer.from(`${ID}:${SECRET}`).toString('base64');
        expect([SECRET, basic, 'Bearer ', 'Basic '].filter((text) => traces.includes(text))).toEqual([]);
        // The token itself is kept in one place only, readable by its user alone, and never printed.
        expect((ran.stdout + ran.stderr).includes(`-of-${ID}`)).toBe(false);
      },
    );
  });

  test('a secret with a blank in it is refused without being repeated', async () => {
    const env = { GENESYSCLOUD_OAUTHCLIENT_SECRET: `${SECRET} x`, GENESYSCLOUD_OAUTHCLIENT_ID: ID };
    const ran = await gcforecast(testWorld({ env }), ['forecast', '--region', 'eu-west-1', '--verbose']);
    expectExplained(ran, 2, 'GENESYSCLOUD_OAUTHCLIENT_SECRET: contains blanks', 'copy it again');
    expect(ran.stderr).not.toContain(SECRET);
  });
});
