import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nodeCheck } from '../../src/cli/commands/doctor/node-check.ts';
import { rateLimitCheck } from '../../src/cli/commands/doctor/rate-limit-check.ts';
import { serviceChecks } from '../../src/cli/commands/doctor/service-checks.ts';
import { configOf } from '../../src/cli/commands/global-options.ts';
import { liveClientOptions } from '../../src/cli/commands/live-client-options.ts';
import { centre as dialler } from '../genesys/dialler-server.ts';
import { jumpingClock } from '../genesys/jumping-clock.ts';
import { smallCentre } from '../genesys/small-centre.ts';
import { withServer } from '../genesys-server/asking.ts';
import { conversationCentre } from '../genesys-server/conversation-centre.ts';
import type { Fault } from '../genesys-server/fault.ts';
import { scriptedCentre } from '../genesys-server/scripted-centre.ts';
import type { GenesysServer, GenesysServerOptions } from '../genesys-server/server.ts';
import { filesIn, gcforecast, type Ran, type TestWorld, testWorld } from '../support/test-world.ts';
import { tunnellingProxy } from '../support/tunnelling-proxy.ts';
import { expectExplained } from './explained.ts';
import { AGGREGATES, environmentOf, QUEUES } from './organisation.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 0, 5);
const { details } = conversationCentre({ seed: 1, count: 5, startMs: START_MS, presentMs: START_MS + DAY_MS });
/** An organisation in which there is something of everything to ask about. */
const everything = { ...dialler, details };
const LOGIN = '/oauth/token';
const ORGANISATION = '/api/v2/organizations/me';

const READING = [
  'analytics:conversationAggregate:view',
  'analytics:conversationDetail:view',
  'routing:wrapupCode:view',
  'routing:skill:view',
  'analytics:userAggregate:view',
  'analytics:queueObservation:view',
  'outbound:campaign:view',
  'outbound:settings:view',
  'outbound:callableTimeSet:view',
  'wfm:planningGroup:view',
  'wfm:intraday:view',
];

interface Line {
  readonly name: string;
  readonly status: string;
  readonly found: string;
  readonly remedy?: string;
  readonly exitCode?: number;
}

interface Diagnosis {
  readonly ran: Ran;
  readonly world: TestWorld;
  readonly lines: readonly Line[];
  readonly server: GenesysServer;
}

interface Scene extends Partial<GenesysServerOptions> {
  readonly options?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stage?: (server: GenesysServer) => void;
  /** How far this machine's clock is ahead of the service's. */
  readonly aheadMs?: number;
}

/** The doctor's lines, in a world whose clock agrees with the service's. */
async function diagnosed({ options = [], env = {}, stage, aheadMs = 0, ...rest }: Scene): Promise<Diagnosis> {
  return withServer({ centre: everything, ...rest }, async (server) => {
    stage?.(server);
    const clock = jumpingClock(Date.now() + aheadMs);
    const world = { ...testWorld({ clock }), env: { ...environmentOf(server), ...env } };
    const ran = await gcforecast(world, ['doctor', '--json', ...options]);
    return { ran, world, lines: JSON.parse(ran.stdout).checks, server };
  });
}

const failedOf = ({ lines }: Diagnosis): readonly Line[] => lines.filter(({ status }) => status === 'failed');

describe('an organisation in which all is well', () => {
  test('has exit code 0, a line for every setting, permission and part, and nothing is changed anywhere', async () => {
    const diagnosis = await diagnosed({});
    expect(diagnosis.ran).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(diagnosis.ran.stdout)).toMatchObject({ schema: 'gcforecast/doctor@1', exitCode: 0 });
    const ok = diagnosis.lines.filter(({ status }) => status === 'ok').map(({ name }) => name);
    expect(ok).toEqual(expect.arrayContaining(READING.map((permission) => `permission ${permission}`)));
    expect(ok).toEqual(
      expect.arrayContaining([
        'Node.js',
        'connection',
        'proxy',
        'login',
        'clock',
        'queues',
        'rate limit',
        'data directory',
      ]),
    );
    expect(diagnosis.lines.filter(({ status }) => status !== 'ok')).toEqual([
      { name: 'permission outbound:campaign:edit', status: 'not-checked', found: expect.stringContaining('--apply') },
      {
        name: 'permission routing:skill:assign',
        status: 'not-checked',
        found: expect.stringContaining('only a write'),
      },
    ]);
    expect([...filesIn(diagnosis.world.cwd), ...filesIn(diagnosis.world.homeDirectory)]).toEqual([]);
    const { requests } = diagnosis.server;
    expect(requests.filter(({ method }) => !['GET', 'POST'].includes(method))).toEqual([]);
    const posted = requests.filter(({ method }) => method === 'POST').map(({ path }) => path);
    expect(posted.filter((path) => path !== LOGIN && !path.endsWith('/query'))).toEqual([]);
  });

  test('tells each setting with where it came from, and no secret', async () => {
    const { ran, lines, server } = await diagnosed({ options: ['--time-zone', 'Europe/Berlin'] });
    const found = (name: string) => lines.find((line) => line.name === name)?.found;
    expect(found('setting time zone')).toBe('Europe/Berlin (flag --time-zone)');
    expect(found('setting OAuth client secret')).toBe('[hidden] (environment GENESYSCLOUD_OAUTHCLIENT_SECRET)');
    expect(found('setting wire contract')).toBe('platform (default)');
    expect(ran.stdout).not.toContain(server.clientSecret);
  });

  test('is told as text in one line each', () =>
    withServer({ centre: everything }, async (server) => {
      const world = { ...testWorld({ clock: jumpingClock(Date.now()) }), env: environmentOf(server) };
      const { stdout } = await gcforecast(world, ['doctor', '--for', 'forecast']);
      for (const line of stdout.trimEnd().split('\n')) expect(line).toMatch(/^(ok|not checked) +[\w./-].*: \S/);
      expect(stdout).toMatch(/^ok +queues: 5 visible$/m);
      expect(stdout).toMatch(/^ok +login: accepted by /m);
    }));

  test('--for checks only the permissions of the named commands', async () => {
    const { lines } = await diagnosed({ options: ['--for', 'forecast,route'] });
    expect(lines.map(({ name }) => name).filter((name) => name.startsWith('permission'))).toEqual([
      'permission analytics:conversationAggregate:view',
      'permission routing:skill:view',
      'permission analytics:userAggregate:view',
      'permission routing:skill:assign',
    ]);
  });
});

interface Trouble extends Scene {
  readonly what: string;
  readonly line: string;
  readonly exitCode: number;
  readonly found: RegExp;
  readonly remedy: RegExp;
}

const injecting =
  (path: string | RegExp, fault: Fault) =>
  (server: GenesysServer): void =>
    server.inject({ path, times: Number.POSITIVE_INFINITY, fault });

const NOWHERE = 'http://127.0.0.1:1';
/** Longer than a label may be, so that no name server is asked. */
const NO_HOST = `http://${'x'.repeat(70)}.invalid`;

const TROUBLES: readonly Trouble[] = [
  {
    what: 'a wrong secret',
    env: { GENESYSCLOUD_OAUTHCLIENT_SECRET: 'wrong' },
    ...{ line: 'login', exitCode: 3, found: /401 invalid_client/, remedy: /GENESYSCLOUD_OAUTHCLIENT_SECRET/ },
  },
  {
    what: 'a client id of another region',
    env: { GENESYSCLOUD_OAUTHCLIENT_ID: 'elsewhere' },
    ...{ line: 'login', exitCode: 3, found: /400 invalid_client: client not found/, remedy: /--region.*own region/ },
  },
  {
    what: 'a ready token that has expired',
    env: { GENESYSCLOUD_ACCESS_TOKEN: 'stale-token' },
    ...{ line: 'login', exitCode: 3, found: /401 bad\.credentials/, remedy: /expired.*Get a new one/ },
  },
  {
    what: 'a token that is not accepted though it is fresh',
    stage: injecting(ORGANISATION, { kind: 'status', status: 401 }),
    ...{ line: 'login', exitCode: 3, found: /401/, remedy: /not accepted/ },
  },
  {
    what: 'a login host without an address',
    env: { GENESYSCLOUD_LOGIN_URL: NO_HOST },
    ...{ line: 'login', exitCode: 4, found: /no address \(ENOTFOUND\)/, remedy: /region.*proxy.*network/ },
  },
  {
    what: 'an API host that nobody answers at',
    env: { GENESYSCLOUD_API_URL: NOWHERE },
    ...{ line: 'login', exitCode: 4, found: /ECONNREFUSED/, remedy: /--api-url/ },
  },
  {
    what: 'a proxy that is not there',
    env: { HTTP_PROXY: NOWHERE },
    ...{ line: 'login', exitCode: 4, found: /ECONNREFUSED/, remedy: /HTTPS_PROXY/ },
  },
  {
    what: 'a proxy that is no URL',
    env: { HTTP_PROXY: 'http://[' },
    ...{ line: 'proxy', exitCode: 2, found: /proxy for http is not a URL/, remedy: /HTTPS_PROXY like/ },
  },
  {
    what: 'a proxy that wants to know who asks',
    stage: injecting(ORGANISATION, { kind: 'status', status: 407 }),
    ...{ line: 'login', exitCode: 4, found: /407/, remedy: /user name and password in HTTPS_PROXY/ },
  },
  {
    what: 'connections that are reset',
    stage: injecting(ORGANISATION, { kind: 'reset' }),
    ...{ line: 'login', exitCode: 4, found: /connection broke/, remedy: /Check the network/ },
  },
  {
    what: 'answers that are cut off',
    stage: injecting(QUEUES, { kind: 'truncated' }),
    ...{ line: 'queues', exitCode: 4, found: /cut off/, remedy: /Check the network/ },
  },
  {
    what: 'answers that are half a document',
    stage: injecting(QUEUES, { kind: 'invalid-json' }),
    ...{ line: 'queues', exitCode: 4, found: /not valid JSON/, remedy: /proxy or gateway/ },
  },
  {
    what: 'a login page instead of an answer',
    stage: injecting(ORGANISATION, { kind: 'html' }),
    ...{ line: 'login', exitCode: 4, found: /web page/, remedy: /login page answers/ },
  },
  {
    what: 'a gateway that answers for the service',
    stage: injecting(LOGIN, { kind: 'wrong-shape', body: { hello: 'world' } }),
    ...{ line: 'login', exitCode: 6, found: /no access_token/, remedy: /wrong host or a gateway/ },
  },
  {
    what: 'a redirect',
    stage: injecting(QUEUES, { kind: 'status', status: 302, headers: { Location: '/elsewhere' } }),
    ...{ line: 'queues', exitCode: 6, found: /302/, remedy: /wrong host or a gateway/ },
  },
  ...[400, 404, 409].map(
    (status): Trouble => ({
      what: `status ${status}`,
      stage: injecting(QUEUES, { kind: 'status', status }),
      ...{ line: 'queues', exitCode: 6, found: new RegExp(String(status)), remedy: /host|values/ },
    }),
  ),
  {
    what: 'a login that is refused since too many ask',
    stage: injecting(LOGIN, { kind: 'status', status: 429 }),
    ...{ line: 'login', exitCode: 4, found: /429/, remedy: /same OAuth client/ },
  },
  {
    what: 'a login host that is unwell',
    stage: injecting(LOGIN, { kind: 'status', status: 503 }),
    ...{ line: 'login', exitCode: 4, found: /503/, remedy: /status page/ },
  },
  ...[408, 500, 502, 503, 504].map(
    (status): Trouble => ({
      what: `status ${status}`,
      stage: injecting(AGGREGATES, { kind: 'status', status }),
      line: 'permission analytics:conversationAggregate:view',
      ...{ exitCode: 4, found: new RegExp(String(status)), remedy: /status page/ },
    }),
  ),
  {
    what: 'too many requests',
    stage: injecting(QUEUES, { kind: 'status', status: 429, headers: { 'Retry-After': '7' } }),
    ...{ line: 'queues', exitCode: 4, found: /429 too\.many/, remedy: /same OAuth client/ },
  },
  {
    what: 'a used-up quota',
    stage: injecting(QUEUES, { kind: 'status', status: 429, headers: { 'Retry-After': '3600' } }),
    ...{ line: 'queues', exitCode: 4, found: /429/, remedy: /3600 s.*run again after/ },
  },
  {
    what: 'an answer of another shape',
    stage: injecting(QUEUES, { kind: 'wrong-shape', body: { entities: [{ id: 7 }] } }),
    ...{ line: 'queues', exitCode: 6, found: /entities\.0\.id/, remedy: /gateway in between/ },
  },
  {
    what: 'roles in divisions without queues',
    centre: scriptedCentre({ queues: [], volumes: [] }),
    options: ['--for', 'fetch'],
    ...{ line: 'queues', exitCode: 3, found: /sees no queue/, remedy: /every division/ },
  },
  {
    what: 'a role without queues',
    permissions: READING,
    ...{ line: 'queues', exitCode: 3, found: /missing/, remedy: /routing:queue:view/ },
  },
  ...READING.filter((permission) => permission !== 'wfm:planningGroup:view').map(
    (permission): Trouble => ({
      what: `a role without ${permission}`,
      permissions: [...READING, 'routing:queue:view'].filter((one) => one !== permission),
      line: `permission ${permission}`,
      ...{ exitCode: 3, found: /403 missing/, remedy: new RegExp(`the permission ${permission}, in every division`) },
    }),
  ),
  {
    what: 'a role without workforce management',
    permissions: [...READING, 'routing:queue:view'].filter((one) => !one.startsWith('wfm:')),
    ...{ line: 'permission wfm:planningGroup:view', exitCode: 3, found: /403/, remedy: /wfm:planningGroup:view/ },
  },
  {
    what: 'a clock that is ahead',
    aheadMs: 90_000,
    ...{ line: 'clock', exitCode: 2, found: /(89|90|91) s ahead.*tokens.*S3/, remedy: /NTP/ },
  },
  {
    what: 'a clock that is behind',
    aheadMs: -3_600_000,
    ...{ line: 'clock', exitCode: 2, found: /3(599|600|601) s behind/, remedy: /NTP/ },
  },
  {
    what: 'a region that does not exist',
    env: { GENESYSCLOUD_API_URL: '', GENESYSCLOUD_LOGIN_URL: '', GENESYSCLOUD_REGION: 'eu-wst-1' },
    ...{ line: 'connection', exitCode: 2, found: /unknown region: eu-wst-1/, remedy: /Did you mean eu-west-1/ },
  },
  {
    what: 'a missing secret',
    env: { GENESYSCLOUD_OAUTHCLIENT_SECRET: '' },
    line: 'connection',
    ...{ exitCode: 2, found: /OAuth client secret is not set/, remedy: /environment GENESYSCLOUD_OAUTHCLIENT_SECRET/ },
  },
  {
    what: 'a setting that is wrong',
    options: ['--time-zone', 'Europe/Londn'],
    ...{ line: 'configuration', exitCode: 2, found: /not an IANA time zone/, remedy: /did you mean Europe\/London/ },
  },
  {
    what: 'a file of certificates that holds none',
    options: ['--ca-file', '/dev/null'],
    ...{ line: 'connection', exitCode: 2, found: /holds no PEM certificate/, remedy: /BEGIN CERTIFICATE/ },
  },
  {
    what: 'a file of certificates that is not there',
    options: ['--ca-file', 'none.pem'],
    ...{ line: 'connection', exitCode: 2, found: /certificate authorities in .*none\.pem/, remedy: /--ca-file/ },
  },
];

describe('doctor turns every failure of the client into a line with a remedy', () => {
  test.each(TROUBLES)('$what', async ({ line, exitCode, found, remedy, what: _, ...scene }) => {
    const diagnosis = await diagnosed(scene);
    const told = failedOf(diagnosis).find(({ name }) => name === line);
    expect(told).toMatchObject({
      exitCode,
      found: expect.stringMatching(found),
      remedy: expect.stringMatching(remedy),
    });
    expect(diagnosis.ran.exitCode).toBe(exitCode);
    expect(diagnosis.ran.stderr).toBe('');
    expect(diagnosis.ran.stdout).not.toMatch(/client-secret|stale-token|-of-client-id/);
  });

  test('a service that never answers, after the time that an exchange may take', () =>
    withServer({ centre: everything }, async (server) => {
      server.inject({ path: QUEUES, fault: { kind: 'silence' } });
      const silent = { write: () => {} };
      const here = testWorld({ clock: jumpingClock(Date.now()), env: environmentOf(server) });
      const world = { ...here, stdout: silent, stderr: silent };
      const config = await configOf({ color: false, progress: false }, world);
      const live = { ...(await liveClientOptions(config, world)), timeoutMs: 50 };
      const checks = await serviceChecks(live, config, ['fetch'], world);
      expect(checks.find(({ name }) => name === 'queues')).toMatchObject({
        exitCode: 4,
        found: expect.stringContaining('no complete answer in time (0.05 s)'),
        remedy: expect.stringContaining('Check the network'),
      });
    }));

  test('a proxy that refuses the tunnel to a host of HTTPS', async () => {
    const { port } = await tunnellingProxy(407);
    const env = { ...credentialsFor('https://localhost:1'), HTTPS_PROXY: `http://127.0.0.1:${port}` };
    const world = testWorld({ clock: jumpingClock(Date.now()), env });
    const ran = await gcforecast(world, ['doctor', '--json', '--for', 'fetch']);
    expect((JSON.parse(ran.stdout).checks as Line[]).find(({ name }) => name === 'login')).toMatchObject({
      exitCode: 4,
      found: expect.stringContaining('407'),
      remedy: expect.stringContaining('user name and password in HTTPS_PROXY'),
    });
  });

  test('a server with a certificate authority of the own network, until its PEM file is named', async () => {
    const tls = (name: string) => readFileSync(new URL(`../genesys/tls/${name}`, import.meta.url), 'utf8');
    const server = createTlsServer({ cert: tls('localhost.pem'), key: tls('localhost.key') }, (_, response) =>
      response.end('{"access_token":"t","expires_in":3600,"id":"o","name":"Behind TLS","entities":[]}'),
    );
    const origin = `https://localhost:${await listening(server)}`;
    const diagnose = async (...options: string[]) => {
      const world = testWorld({ clock: jumpingClock(Date.now()), env: credentialsFor(origin) });
      writeFileSync(join(world.cwd, 'own.pem'), tls('localhost.pem'));
      const ran = await gcforecast(world, ['doctor', '--json', '--for', 'fetch', ...options]);
      return (JSON.parse(ran.stdout).checks as Line[]).find(({ name }) => name === 'login');
    };
    expect(await diagnose()).toMatchObject({
      exitCode: 4,
      found: expect.stringContaining('not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)'),
      remedy: expect.stringContaining('GCFORECAST_CA_FILE'),
    });
    expect(await diagnose('--ca-file', 'own.pem')).toMatchObject({
      status: 'ok',
      found: expect.stringContaining('Behind TLS'),
    });
  });

  test('a service without a date in its replies leaves the clock unchecked', async () => {
    const server = createServer((_, response) => {
      response.sendDate = false;
      response.end('{"access_token":"t","expires_in":3600,"id":"o","entities":[]}');
    });
    const world = testWorld({ env: credentialsFor(`http://127.0.0.1:${await listening(server)}`) });
    const { stdout } = await gcforecast(world, ['doctor', '--for', 'fetch']);
    expect(stdout).toMatch(/^not checked +clock: the reply has no date$/m);
    expect(stdout).toMatch(/^not checked +rate limit: /m);
  });

  test('each question is asked once: a diagnosis waits for nobody', async () => {
    const clock = jumpingClock(Date.now());
    await withServer({ centre: everything }, async (server) => {
      server.inject({ path: QUEUES, fault: { kind: 'status', status: 503 } });
      await gcforecast({ ...testWorld({ clock }), env: environmentOf(server) }, ['doctor']);
    });
    expect(clock.waits).toEqual([]);
  });

  test('the worst line decides: a wrong clock before a missing permission, and that before a service that is unwell', async () => {
    const permissions = [...READING, 'routing:queue:view'].filter((one) => !one.startsWith('routing:skill'));
    const stage = injecting(AGGREGATES, { kind: 'status', status: 503 });
    expect((await diagnosed({ permissions, stage })).ran.exitCode).toBe(3);
    expect((await diagnosed({ permissions, stage, aheadMs: 60_000 })).ran.exitCode).toBe(2);
  });
});

describe('a token that an earlier run has kept', () => {
  test('does not hide that the secret is wrong by now', () =>
    withServer({ centre: everything }, async (server) => {
      const world = { ...testWorld({ clock: jumpingClock(Date.now()) }), env: environmentOf(server) };
      await gcforecast(world, ['report', '--last', '7d']);
      expect(filesIn(world.homeDirectory).some((name) => name.includes('/tokens/'))).toBe(true);
      const env = { ...world.env, GENESYSCLOUD_OAUTHCLIENT_SECRET: 'changed' };
      expect((await gcforecast({ ...world, env }, ['doctor', '--for', 'fetch'])).exitCode).toBe(3);
    }));
});

describe('the rate limit', () => {
  const headers = { 'inin-ratelimit-count': '250', 'inin-ratelimit-allowed': '300' };
  test('warns when others use the same client, and not of what the doctor has asked itself', () => {
    expect(rateLimitCheck(headers, 12)).toMatchObject({
      status: 'warning',
      remedy: expect.stringMatching(/its own|own/),
    });
    expect(rateLimitCheck(headers, 240)).toMatchObject({ status: 'ok', found: expect.stringContaining('250 of 300') });
  });
});

test('a Node.js that is too old is told with the one that is needed', () => {
  expect(nodeCheck({ node: '18.20.0', tz: '2024a' })).toMatchObject({
    exitCode: 2,
    remedy: expect.stringContaining('20'),
  });
  expect(nodeCheck({ node: '20.0.0' })).toMatchObject({ status: 'ok' });
});

describe('the local history', () => {
  const AS_OF = '2025-12-10T00:00:00Z';
  const HISTORY = '.local/share/gcforecast/history';

  /** A world with a history of some months, and the doctor's lines on it after `spoil`. */
  async function inspected(spoil: (root: string) => void): Promise<{ lines: Line[]; exitCode: number }> {
    return withServer({ centre: smallCentre }, async (server) => {
      const world = { ...testWorld({ clock: jumpingClock(Date.now()) }), env: environmentOf(server) };
      const fetched = await gcforecast(world, ['fetch', '--days', '40', '--as-of', AS_OF]);
      expect(fetched.exitCode).toBe(0);
      const [store] = filesIn(world.homeDirectory).filter((name) => name.endsWith('store.json'));
      spoil(join(world.homeDirectory, store, '..'));
      const ran = await gcforecast(world, ['doctor', '--json', '--for', 'fetch']);
      const { checks } = JSON.parse(ran.stdout) as { checks: Line[] };
      return { lines: checks.filter(({ name }) => name.includes(HISTORY)), exitCode: ran.exitCode };
    });
  }

  const monthIn = (root: string) =>
    join(root, filesIn(root).find((name) => name.endsWith('2025-12.parquet')) ?? 'no month');

  test('is whole: each month as its ledger says', async () => {
    const { lines, exitCode } = await inspected(() => {});
    expect(lines.map(({ found }) => found)).toEqual([
      'nobody is writing',
      'data sets: 1, months: 3, each as its ledger says',
    ]);
    expect(exitCode).toBe(0);
  });

  test.each<[string, (root: string) => void, RegExp]>([
    [
      'a month in which a byte has changed',
      (root) => {
        const bytes = readFileSync(monthIn(root));
        bytes[Math.floor(bytes.length / 2)] ^= 1;
        writeFileSync(monthIn(root), bytes);
      },
      /2025-12\.parquet is damaged: its checksum/,
    ],
    [
      'a month that is cut off',
      (root) => writeFileSync(monthIn(root), 'PAR1'),
      /2025-12\.parquet is damaged: it has 4 bytes/,
    ],
    [
      'a month of another store',
      (root) => writeFileSync(join(monthIn(root), '..', '2019-01.parquet'), 'PAR1'),
      /2019-01\.parquet is damaged: it is not from this store/,
    ],
    [
      'a damaged ledger',
      (root) => writeFileSync(join(monthIn(root), '..', 'ledger.json'), '{'),
      /ledger\.json is damaged: it is not JSON/,
    ],
  ])('%s is named, with exit code 5 and what to do', async (_, spoil, found) => {
    const { lines, exitCode } = await inspected(spoil);
    expect(lines.filter(({ status }) => status === 'failed')).toEqual([
      expect.objectContaining({
        exitCode: 5,
        found: expect.stringMatching(found),
        remedy: expect.stringContaining('move'),
      }),
    ]);
    expect(exitCode).toBe(5);
  });

  test('whose lock another host holds: exit code 75, and when the lock may go', async () => {
    const holder = { token: 't', pid: 1, host: 'elsewhere', bootId: null, processStart: null };
    const { lines, exitCode } = await inspected((root) =>
      writeFileSync(join(root, 'writer.lock'), JSON.stringify(holder)),
    );
    expect(lines[0]).toMatchObject({
      exitCode: 75,
      found: expect.stringContaining('process 1 on elsewhere is writing'),
      remedy: expect.stringContaining('if that host is not running it any more, remove'),
    });
    expect(exitCode).toBe(75);
  });

  test('a data directory that cannot be made', async () => {
    const world = testWorld({ env: credentialsFor(NOWHERE) });
    writeFileSync(join(world.cwd, 'file'), '');
    const { stdout } = await gcforecast(world, ['doctor', '--home', 'file/below']);
    expect(stdout).toMatch(/^failed +data directory: cannot .*file.*; remedy: Give --home/m);
  });
});

test.each(['--record', '--replay'])('%s makes no sense for the doctor, and is refused', async (flag) => {
  const ran = await gcforecast(testWorld(), ['doctor', flag, 'folder']);
  expectExplained(ran, 2, `without ${flag}`, `leave ${flag} out`);
});

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

const credentialsFor = (origin: string) => ({
  GENESYSCLOUD_API_URL: origin,
  GENESYSCLOUD_LOGIN_URL: origin,
  GENESYSCLOUD_OAUTHCLIENT_ID: 'id',
  GENESYSCLOUD_OAUTHCLIENT_SECRET: 'secret',
});
