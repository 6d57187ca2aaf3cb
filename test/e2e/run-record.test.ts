import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isThorough } from '../support/sample-size.ts';
import { filesIn, gcforecast, type TestWorld, testWorld } from '../support/test-world.ts';
import { tunnellingProxy } from '../support/tunnelling-proxy.ts';
import { csvOf, weekly } from './history-csv.ts';
import { webhook } from './webhook.ts';

const HISTORY = csvOf(weekly(60));
const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

function worldWithHistory(env: TestWorld['env'] = {}): TestWorld {
  const world = testWorld({ env, stdin: HISTORY });
  writeFileSync(join(world.cwd, 'calls.csv'), HISTORY);
  return world;
}

const recordsOf = (world: TestWorld, home = 'home') =>
  filesIn(join(world.cwd, home, 'runs')).map((name) => ({
    name,
    text: readFileSync(join(world.cwd, home, 'runs', name), 'utf8'),
  }));

function onlyRecord(world: TestWorld) {
  const [record, ...others] = recordsOf(world);
  expect(others).toEqual([]);
  return JSON.parse(record?.text ?? '');
}

describe('the record of a run', () => {
  test('says what was run, from what, what came of it and when', async () => {
    const world = worldWithHistory();
    const ran = await gcforecast(world, ['forecast', '--history', 'calls.csv', '--days', '3', '--home', 'home']);
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
    const [input, output] = ['calls.csv', 'wfm_volume_forecast.csv'].map((name) => join(world.cwd, name));
    const { bytes } = onlyRecord(world).outputs[0];
    expect(bytes).toBe(readFileSync(output).length);
    expect(onlyRecord(world)).toMatchObject({
      schema: 'gcforecast/run@1',
      version: JSON.parse(readFileSync('package.json', 'utf8')).version,
      command: 'forecast',
      options: { days: 3, history: 'calls.csv', model: 'auto' },
      configuration: { home: join(world.cwd, 'home'), timeZone: 'UTC', origins: { home: 'flag --home' } },
      pid: process.pid,
      startedAt: '2026-01-10T00:00:00Z',
      exitCode: 0,
      failure: null,
      warnings: [],
      inputs: [{ path: input, bytes: HISTORY.length, sha256: sha256(input) }],
      outputs: [{ path: output, sha256: sha256(output) }],
    });
  });

  test('names what failed, with the exit code', async () => {
    const world = worldWithHistory();
    const ran = await gcforecast(world, ['forecast', '--history', 'none.csv', '--home', 'home']);
    expect(ran.exitCode).toBe(2);
    const [, message, hint] = /^error: (.*)\nhint: (.*)\n$/.exec(ran.stderr) ?? [];
    expect(onlyRecord(world)).toMatchObject({
      exitCode: 2,
      failure: { message, hint },
      inputs: [{ path: join(world.cwd, 'none.csv'), bytes: null, sha256: null }],
      outputs: [],
    });
  });

  test('keeps the warnings', async () => {
    const world = worldWithHistory();
    const duringTheLastDay = ['--as-of', '2025-03-06T12:00:00Z'];
    const ran = await gcforecast(world, ['forecast', '--history', 'calls.csv', '--home', 'home', ...duringTheLastDay]);
    const told = [...ran.stderr.matchAll(/^warning: (.*)$/gm)].map(([, warning]) => warning);
    expect(told).toContain('intervals that have not ended yet were left out');
    expect(onlyRecord(world).warnings).toEqual(told);
  });

  test('knows standard input as what cannot be read again', async () => {
    const world = worldWithHistory();
    await gcforecast(world, ['forecast', '--history', '-', '--output', '-', '--home', 'home']);
    expect(onlyRecord(world)).toMatchObject({ inputs: [{ path: '-', bytes: null, sha256: null }], outputs: [] });
  });

  test('holds no secret: neither credentials, nor addresses of webhooks, nor logins in addresses', async () => {
    const { url } = await webhook();
    const world = worldWithHistory({
      GENESYSCLOUD_OAUTHCLIENT_SECRET: 'very-secret',
      GENESYSCLOUD_OAUTHCLIENT_ID: 'my-id',
    });
    const logins = ['--queue', 'https://user:pass-word@example.com/x'];
    await gcforecast(world, [
      'fetch',
      ...logins,
      '--notify',
      url,
      '--home',
      'home',
      '--region',
      'eu-west-1',
      '--no-fetch',
    ]);
    const text = JSON.stringify(onlyRecord(world));
    for (const secret of ['very-secret', 'my-id', 's3cr3t-path', 'pass-word']) expect(text).not.toContain(secret);
    expect(onlyRecord(world)).toMatchObject({
      configuration: { clientId: '[hidden]', clientSecret: '[hidden]', notify: '[hidden]' },
      options: { notify: '[hidden]', queue: ['https://[hidden]@example.com/x'] },
    });
  });

  test('is left in a home that is named or there, and no home is made for it', async () => {
    const world = worldWithHistory();
    const run = () => gcforecast(world, ['forecast', '--history', 'calls.csv']);
    await run();
    expect(filesIn(world.homeDirectory)).toEqual([]);
    const home = join(world.homeDirectory, '.local', 'share', 'gcforecast');
    mkdirSync(home, { recursive: true });
    await run();
    // The forecast itself is kept there, too.
    expect(filesIn(home).filter((name) => !name.startsWith('forecasts/'))).toEqual([
      expect.stringMatching(/^runs\/2026-01-10T00-00-00Z-forecast-[0-9a-f]{8}\.json$/),
    ]);
  });

  test('is not left by help, by a slip in the options, or without a command', async () => {
    const world = worldWithHistory({ GCFORECAST_HOME: 'home' });
    for (const argv of [['--help'], ['forecast', '--help'], ['--version'], ['forecast', '--dayz'], []]) {
      await gcforecast(world, argv);
    }
    expect(readdirSync(world.cwd)).toEqual(['calls.csv']);
  });

  test('goes when there are 400 newer ones; other files stay', async () => {
    const world = worldWithHistory();
    const folder = join(world.cwd, 'home', 'runs');
    mkdirSync(folder, { recursive: true });
    for (let i = 0; i < 405; i++) writeFileSync(join(folder, `2025-01-01T00-00-00Z-fetch-${1000 + i}.json`), '{}');
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    await gcforecast(world, ['staff', '--volume', '100', '--interval', 'PT30M', '--aht', '240', '--home', 'home']);
    const names = filesIn(folder);
    expect(names).toHaveLength(401);
    expect(names).toContain('notes.txt');
    expect(names[0]).toContain('fetch-1006');
  });

  test('that cannot be written is a warning, and the run has the exit code that it has', async () => {
    const world = worldWithHistory();
    const ran = await gcforecast(world, [
      'staff',
      '--volume',
      '100',
      '--interval',
      'PT30M',
      '--aht',
      '240',
      '--home',
      'calls.csv/home',
    ]);
    expect(ran.exitCode).toBe(0);
    expect(ran.stderr).toMatch(/^warning: no record of this run is kept: ENOTDIR/);
  });
});

describe('the record of every command that writes names all files that it leaves, with their bytes', () => {
  const replay = (name: string): string[] => ['--replay', resolve('fixtures/recordings', name)];
  const FORECAST = ['forecast', '--history', 'calls.csv', '--days', '3'];
  const SHARD = [...FORECAST, '--shard', '0/1', '--as-of', '2026-01-10T00:00:00Z', '--output', 'parts'];

  /** A command, and what has to be run before it. */
  type Writing = [what: string, argv: readonly string[], before?: readonly string[]];
  const COSTLY: readonly Writing[] = [
    ['fetch', ['fetch', ...replay('demo'), '--days', '730', '--granularity', 'P1D', '--output', 'out.parquet']],
    ['pace', ['pace', '--campaign', 'Spring Offers', '--hours', '1', ...replay('demo-outbound')]],
    ['route measure', ['route', 'measure', ...replay('demo-routing'), '--output', 'tables']],
    [
      'route what-if',
      [
        ...['route', 'what-if', '--move', '+Person 5c1a0002:Invoices', '--max-weeks', '20', '--jobs', '1'],
        ...[...replay('demo-routing'), '--output-dir', 'impact'],
      ],
    ],
  ];

  test.each<Writing>([
    ['fetch of queues and media', ['fetch', '--from-json', 'answer.json', '--output', 'out.json']],
    ['forecast', [...FORECAST, '--html', 'forecast.html']],
    ['forecast of a shard', SHARD],
    ['merge', ['merge', 'parts', '--output', 'whole.csv'], SHARD],
    ['staff', ['staff', '--volume', '100', '--interval', 'PT30M', '--aht', '240', '--output', 'staffing.csv']],
    [
      'report',
      [
        ...['report', ...replay('demo'), '--last', 'week', '--media', 'voice', '--group-by', 'media,queue,hour'],
        ...['--formats', 'csv,json,html,parquet'],
      ],
    ],
    ...(isThorough ? COSTLY : []),
  ])('%s', async (_, argv, before) => {
    const world = worldWithHistory();
    writeFileSync(join(world.cwd, 'answer.json'), '{"partitions":[{"entityId":"q","entityName":"Sales"}]}');
    if (before !== undefined) await gcforecast(world, before);
    const earlier = filesIn(world.cwd);
    const ran = await gcforecast(world, [...argv, '--quiet', '--home', 'home']);
    expect(ran.exitCode, ran.stderr).toBe(0);
    const written = filesIn(world.cwd).filter((name) => !earlier.includes(name) && !name.startsWith('home/'));
    expect(written.length).toBeGreaterThan(0);
    expect(onlyRecord(world).outputs).toEqual(
      written.map((name) => {
        const path = join(world.cwd, name);
        return { path, bytes: readFileSync(path).length, sha256: sha256(path) };
      }),
    );
  });
});

describe('a notice', () => {
  const STAFF = ['staff', '--volume', '100', '--interval', 'PT30M', '--aht', '240'];

  test('is the record, posted as JSON, with a line for chats', async () => {
    const { url, heard } = await webhook();
    const world = worldWithHistory({ GCFORECAST_NOTIFY: url });
    expect((await gcforecast(world, [...STAFF, '--home', 'home'])).exitCode).toBe(0);
    expect(heard).toEqual([
      {
        method: 'POST',
        type: 'application/json',
        body: {
          text: expect.stringMatching(/^gcforecast staff on .* done after 0 s$/),
          attempt: 1,
          ...onlyRecord(world),
        },
      },
    ]);
  });

  test('tells a failure', async () => {
    const { url, heard } = await webhook();
    await gcforecast(worldWithHistory(), ['forecast', '--history', 'none.csv', '--notify', url]);
    expect(heard[0]?.body).toMatchObject({
      exitCode: 2,
      text: expect.stringContaining('failed with exit code 2 after 0 s: '),
    });
  });

  test('is sent again where that may help', async () => {
    const { url, heard } = await webhook([503, 429]);
    const world = worldWithHistory();
    expect((await gcforecast(world, [...STAFF, '--notify', url])).stderr).toBe('');
    expect(heard).toHaveLength(3);
    expect(world.clock.waits).toEqual([1000, 4000]);
  });

  test.each([
    ['that is refused', [404], 'the receiver answered 404', 1],
    ['that is refused again and again', [500, 500, 500], 'the receiver answered 500', 3],
  ])('%s is a warning, and the run has the exit code that it has', async (_, answers, reason, posts) => {
    const { url, heard } = await webhook(answers);
    const ran = await gcforecast(worldWithHistory(), [...STAFF, '--notify', url]);
    expect(ran.exitCode).toBe(0);
    expect(ran.stderr).toBe(`warning: the notice could not be sent: ${reason}\n`);
    expect(heard).toHaveLength(posts);
  });

  test('to nobody is a warning that does not show the address', async () => {
    const ran = await gcforecast(worldWithHistory(), [...STAFF, '--notify', 'http://127.0.0.1:1/s3cr3t-path']);
    expect(ran).toMatchObject({ exitCode: 0, stderr: 'warning: the notice could not be sent: ECONNREFUSED\n' });
  });

  describe('behind a proxy', () => {
    const [cert, key] = ['pem', 'key'].map((ending) =>
      readFileSync(new URL(`../genesys/tls/localhost.${ending}`, import.meta.url), 'utf8'),
    );
    const noticed = async (url: string, env: Record<string, string>) => {
      const world = worldWithHistory({ ...env, GCFORECAST_NOTIFY: url });
      writeFileSync(join(world.cwd, 'own.pem'), cert);
      return gcforecast(world, [...STAFF, '--ca-file', 'own.pem']);
    };

    test('goes through its tunnel, with user name and password decoded, and the own certificate authority counts', async () => {
      const { url, heard } = await webhook([], { cert, key });
      const { port, shown } = await tunnellingProxy();
      const ran = await noticed(url, { HTTPS_PROXY: `http://j%40doe:p%40ss@127.0.0.1:${port}` });
      expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
      expect(heard).toHaveLength(1);
      expect(shown).toEqual([`Basic ${Buffer.from('j@doe:p@ss').toString('base64')}`]);
    });

    test('goes directly to a host of NO_PROXY', async () => {
      const { url, heard } = await webhook([], { cert, key });
      const { port, shown } = await tunnellingProxy();
      await noticed(url, { HTTPS_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: 'localhost' });
      expect([heard.length, shown]).toEqual([1, []]);
    });

    test.each([
      ['that is not there', 'http://u:pr0xy-pa55@127.0.0.1:1', /could not be sent: ECONNREFUSED\n$/],
      ['that is no URL', 'http://u:pr0xy-pa55@[', /could not be sent: the proxy for https is not a URL\n$/],
    ])('%s is a warning without its password, and the run has the exit code that it has', async (_, proxy, told) => {
      const { url, heard } = await webhook([], { cert, key });
      const ran = await noticed(url, { HTTPS_PROXY: proxy });
      expect(ran).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(told) });
      expect(ran.stderr).not.toContain('pr0xy-pa55');
      expect(heard).toEqual([]);
    });

    test('that wants another login is a warning', async () => {
      const { url } = await webhook([], { cert, key });
      const { port, shown } = await tunnellingProxy(407);
      const ran = await noticed(url, { HTTPS_PROXY: `http://127.0.0.1:${port}` });
      expect(ran.exitCode).toBe(0);
      expect(ran.stderr).toMatch(/^warning: the notice could not be sent: .*407\n$/);
      expect(shown).toHaveLength(1);
    });
  });

  test('to what is no address is refused before the run', async () => {
    const ran = await gcforecast(worldWithHistory(), [
      'forecast',
      '--history',
      'calls.csv',
      '--notify',
      'ops@example.com',
    ]);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toBe(
      'error: flag --notify: must be an http or https address\nhint: write it like https://hooks.example.com/night\n',
    );
  });
});

describe('the metrics file', () => {
  test('is OpenMetrics text about the run', async () => {
    const world = worldWithHistory();
    const ran = await gcforecast(world, ['forecast', '--history', 'none.csv', '--metrics-file', 'night.prom']);
    expect(ran.exitCode).toBe(2);
    const text = readFileSync(join(world.cwd, 'night.prom'), 'utf8');
    expect(readOpenMetrics(text)).toEqual({
      gcforecast_last_run_end_timestamp_seconds: {
        unit: 'seconds',
        label: 'forecast',
        value: Date.UTC(2026, 0, 10) / 1000,
      },
      gcforecast_last_run_duration_seconds: { unit: 'seconds', label: 'forecast', value: 0 },
      gcforecast_last_run_exit_code: { unit: undefined, label: 'forecast', value: 2 },
      gcforecast_last_run_warnings: { unit: undefined, label: 'forecast', value: 0 },
      gcforecast_last_run_retries: { unit: undefined, label: 'forecast', value: 0 },
    });
  });

  test('that cannot be written is a warning', async () => {
    const ran = await gcforecast(worldWithHistory(), [
      'staff',
      '--volume',
      '9',
      '--interval',
      'PT30M',
      '--aht',
      '240',
      '--metrics-file',
      'no/x.prom',
    ]);
    expect(ran.exitCode).toBe(0);
    expect(ran.stderr).toMatch(
      /^warning: the metrics could not be written: cannot write .*x\.prom: its directory does not exist\n$/,
    );
  });
});

/** A strict reading of OpenMetrics 1.0.0 for gauges of one label: TYPE, UNIT where the name ends in one, HELP, sample; EOF last. */
function readOpenMetrics(text: string) {
  expect(text.endsWith('\n# EOF\n')).toBe(true);
  const family =
    /# TYPE ([a-z_]+) gauge\n(?:# UNIT \1 ([a-z]+)\n)?# HELP \1 [^\n"\\]+\n\1\{command="((?:[^"\\\n]|\\["\\n])*)"\} (\S+)\n/y;
  const found: Record<string, object> = {};
  for (;;) {
    const [whole, name, unit, label, value] = family.exec(text) ?? [];
    if (whole === undefined || name === undefined) break;
    if (unit !== undefined) expect(name.endsWith(`_${unit}`)).toBe(true);
    found[name] = { unit, label, value: Number(value) };
    if (text.slice(family.lastIndex) === '# EOF\n') return found;
  }
  throw new Error(`not OpenMetrics from here on: ${text.slice(family.lastIndex)}`);
}
