import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jumpingClock } from '../genesys/jumping-clock.ts';
import { smallCentre } from '../genesys/small-centre.ts';
import { withServer } from '../genesys-server/asking.ts';
import type { Fault, Injection } from '../genesys-server/fault.ts';
import { scriptedCentre } from '../genesys-server/scripted-centre.ts';
import type { GenesysServer, GenesysServerOptions } from '../genesys-server/server.ts';
import { filesIn, gcforecast, type TestWorld, testWorld } from '../support/test-world.ts';
import { expectExplained } from './explained.ts';
import { DEFAULT_OUTPUT, readOutput } from './forecast-file.ts';
import { AGGREGATES, environmentOf, QUEUES } from './organisation.ts';

// The centre of this file has a hundred days; they are asked for in four parts, four at a time.
const FORECAST = ['forecast', '--model', 'prophet', '--history-days', '100', '--as-of', '2025-12-10T00:00:00Z'];
const PARTS = 4;

interface Scene extends Partial<GenesysServerOptions> {
  readonly options?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Faults, and expected complaints of the server. */
  readonly stage?: (server: GenesysServer) => void;
}

/** Runs a forecast against a server of its own, in the given world when there is one. */
async function forecastFrom({ options = [], env = {}, stage, ...serverOptions }: Scene, given?: TestWorld) {
  return withServer({ centre: smallCentre, ...serverOptions }, async (server) => {
    stage?.(server);
    const plain = given ?? testWorld();
    const world = { ...plain, env: { ...environmentOf(server), ...env } };
    const ran = await gcforecast(world, [...FORECAST, ...options]);
    return { ran, world, requests: server.requests };
  });
}

const injecting =
  (...injections: Injection[]) =>
  (server: GenesysServer) =>
    injections.forEach(server.inject);

/** The file of a run without trouble: the same for every server. */
let untroubled: Promise<string> | undefined;

/** The forecast of a run in trouble: exit code 0, nothing left behind, and the bytes of one without any trouble. */
async function expectSameForecast(scene: Scene, given?: TestWorld) {
  const troubled = await forecastFrom(scene, given);
  untroubled ??= forecastFrom({}).then(({ world }) => readOutput(world));
  expect(troubled.ran.stderr).toBe('');
  expect(troubled.ran.exitCode).toBe(0);
  expect(filesIn(troubled.world.cwd)).toEqual([DEFAULT_OUTPUT]);
  expect(readOutput(troubled.world)).toBe(await untroubled);
  return troubled;
}

/** The run fails as it should and leaves no file. */
async function expectFailure(scene: Scene, exitCode: number, error: string | RegExp, hint: string | RegExp) {
  const failed = await forecastFrom(scene);
  expectExplained(failed.ran, exitCode, error, hint);
  expect(filesIn(failed.world.cwd)).toEqual([]);
  return failed;
}

describe('trouble that passes ends in the same forecast', () => {
  test.each<{ trouble: string; fault: Fault; times: number }>([
    { trouble: 'a connection that is reset', fault: { kind: 'reset' }, times: 3 },
    { trouble: 'an answer that is cut off', fault: { kind: 'truncated' }, times: 1 },
    { trouble: 'an answer that is half a JSON document', fault: { kind: 'invalid-json' }, times: 1 },
    { trouble: 'a web page instead of an answer', fault: { kind: 'html' }, times: 1 },
    { trouble: 'a web page of a gateway with status 502', fault: { kind: 'html', status: 502 }, times: 1 },
    { trouble: 'status 408', fault: { kind: 'status', status: 408 }, times: 2 },
    { trouble: 'status 500', fault: { kind: 'status', status: 500 }, times: 1 },
    { trouble: 'status 503', fault: { kind: 'status', status: 503 }, times: 4 },
    { trouble: 'a late answer', fault: { kind: 'delay', ms: 20 }, times: 2 },
    { trouble: 'an answer that demands a new token', fault: { kind: 'status', status: 401 }, times: 1 },
  ])('$trouble', async ({ fault, times }) => {
    await expectSameForecast({ stage: injecting({ path: AGGREGATES, after: 2, times, fault }) });
  });

  test.each<{ what: string; headers: Readonly<Record<string, string>>; leastWaitMs: number }>([
    { what: 'seconds', headers: { 'Retry-After': '7' }, leastWaitMs: 7000 },
    { what: 'an HTTP date', headers: { 'Retry-After': 'Sat, 10 Jan 2026 00:00:30 GMT' }, leastWaitMs: 29_000 },
    { what: 'nothing', headers: {}, leastWaitMs: 500 },
  ])('a storm of 429 whose Retry-After gives $what, which is waited for', async ({ headers, leastWaitMs }) => {
    const world = testWorld({ clock: jumpingClock(Date.UTC(2026, 0, 10)) });
    const fault: Fault = { kind: 'status', status: 429, headers };
    const { requests } = await expectSameForecast({ stage: injecting({ path: AGGREGATES, times: 12, fault }) }, world);
    expect(requests.filter(({ status }) => status === 429)).toHaveLength(12);
    expect(Math.max(...world.clock.waits)).toBeGreaterThanOrEqual(leastWaitMs);
  });

  test('the limit of requests per minute, which is learned and kept', async () => {
    const world = testWorld();
    const { requests } = await expectSameForecast(
      {
        rateLimitPerMinute: 3,
        clock: world.clock.nowMs,
        options: ['--queue', 'Billing', '--queue', 'Sales', '--queue', 'Support'],
      },
      world,
    );
    expect(requests.filter(({ status }) => status === 200).length).toBeGreaterThan(3);
    expect(world.clock.waits.some((waitMs) => waitMs > 30_000)).toBe(true);
  });

  test('a token that ends in the middle, after which there is one new login for all', async () => {
    const world = testWorld();
    // Waiting two minutes for one answer, a token of 100 s has ended.
    const fault: Fault = { kind: 'status', status: 429, headers: { 'Retry-After': '120' } };
    const { requests } = await expectSameForecast(
      {
        tokenLifeSeconds: 100,
        clock: world.clock.nowMs,
        stage: injecting({ path: AGGREGATES, after: 1, fault }),
      },
      world,
    );
    expect(requests.filter(({ path }) => path === '/oauth/token')).toHaveLength(2);
  });

  test('a login that fails at first', async () => {
    await expectSameForecast({ stage: injecting({ path: '/oauth/token', times: 2, fault: { kind: 'reset' } }) });
  });

  test.each([20, 7, 1])('a service that gives no more than %i days in one query', async (maxIntervalDays) => {
    const { requests } = await expectSameForecast({ limits: { maxIntervalDays } });
    const asked = requests.filter(({ path, status }) => path === AGGREGATES && status === 200);
    expect(asked.length).toBeGreaterThanOrEqual(100 / maxIntervalDays);
  });
});

describe('trouble that stays is explained', () => {
  test('the network is gone for good in the middle: how far it got, what to do, and the older file is untouched', async () => {
    const world = testWorld();
    writeFileSync(join(world.cwd, DEFAULT_OUTPUT), 'older\n');
    const { ran } = await forecastFrom(
      {
        // One part comes through; all connections after it break.
        stage: injecting({ path: AGGREGATES, after: 1, times: Number.POSITIVE_INFINITY, fault: { kind: 'reset' } }),
      },
      world,
    );
    expectExplained(
      ran,
      4,
      new RegExp(`the connection broke \\(ECONNRESET\\); stopped after [0-${PARTS - 1}] of ${PARTS} parts`),
      /Check the network and run the same command again/,
    );
    expect(filesIn(world.cwd)).toEqual([DEFAULT_OUTPUT]);
    expect(readOutput(world)).toBe('older\n');
  });

  test('a quota of an hour is not waited for: it says when to come back', async () => {
    const clock = jumpingClock(Date.UTC(2026, 0, 10));
    const world = testWorld({ clock });
    const fault: Fault = { kind: 'status', status: 429, headers: { 'Retry-After': '3600' } };
    const { ran } = await forecastFrom(
      { stage: injecting({ path: AGGREGATES, times: Number.POSITIVE_INFINITY, fault }) },
      world,
    );
    expectExplained(ran, 4, /429 too\.many\.requests/, /asks to wait 3600 s.*run again after 2026-01-10T01:00:\d\d/);
    expect(Math.max(0, ...clock.waits)).toBeLessThan(60_000);
  });

  test('a storm of 429 without end is given up', async () => {
    const fault: Fault = { kind: 'status', status: 429, headers: { 'Retry-After': '60' } };
    const stage = injecting({ path: AGGREGATES, times: Number.POSITIVE_INFINITY, fault });
    await expectFailure({ stage }, 4, /429 too\.many\.requests: Rate limit exceeded/, /same OAuth client/);
  });

  test('a service that is unwell for good: with its own words and correlation id', async () => {
    const fault: Fault = { kind: 'status', status: 500 };
    const stage = injecting({ path: AGGREGATES, times: Number.POSITIVE_INFINITY, fault });
    await expectFailure({ stage }, 4, /500 internal\.server\.error: .*correlation id c0ffee00-/, /status page/);
  });

  test('A.1.12: the status decides, not the digits in a text: a 500 about a queue 401 is tried again, and is no login', async () => {
    const body = { message: 'no data for queue 401-429', code: 'internal.server.error', status: 500 };
    const fault: Fault = { kind: 'status', status: 500, body };
    const stage = injecting({ path: AGGREGATES, times: Number.POSITIVE_INFINITY, fault });
    const { requests } = await expectFailure({ stage }, 4, /after 3 tries: 500 .*queue 401-429/, /status page/);
    expect(requests.filter(({ path }) => path === '/oauth/token')).toHaveLength(1);
  });

  test('an answer of another shape breaks the contract', async () => {
    const fault: Fault = { kind: 'wrong-shape', body: { results: 'none' } };
    const stage = injecting({ path: AGGREGATES, times: Number.POSITIVE_INFINITY, fault });
    await expectFailure({ stage }, 6, /the answer about .* is unexpected: results: /, /wrong host or a gateway/);
  });

  test('a listing that ends before its last page is an error, not a shorter list', async () => {
    const fault: Fault = { kind: 'wrong-shape', body: { entities: [], pageNumber: 1, pageCount: 3 } };
    await expectFailure({ stage: injecting({ path: QUEUES, fault }) }, 6, 'it ends on page 1 of 3', /gateway/);
  });

  test.each([
    {
      wrong: 'secret',
      env: { GENESYSCLOUD_OAUTHCLIENT_SECRET: 'wrong' },
      words: '401 invalid_client: authentication failed',
    },
    {
      wrong: 'client id',
      env: { GENESYSCLOUD_OAUTHCLIENT_ID: 'unknown' },
      words: '400 invalid_client: client not found',
    },
  ])('a wrong $wrong', async ({ env, words }) => {
    await expectFailure({ env }, 3, words, /GENESYSCLOUD_OAUTHCLIENT_ID.*GENESYSCLOUD_OAUTHCLIENT_SECRET.*--region/);
  });

  test('a ready token that is not accepted', async () => {
    const env = { GENESYSCLOUD_ACCESS_TOKEN: 'revoked-token' };
    const { ran, requests } = await expectFailure({ env }, 3, '401 bad.credentials', /expired, was revoked/);
    expect(ran.stderr).not.toContain('revoked-token');
    expect(requests.some(({ path }) => path === '/oauth/token')).toBe(false);
  });

  test('a missing permission, by its name', async () => {
    const permissions = ['routing:queue:view'];
    await expectFailure(
      { permissions },
      3,
      /403 missing\.(any\.)?permissions: .*analytics:conversationAggregate:view/,
      /analytics:conversationAggregate:view, in every division/,
    );
  });

  test('a host that nobody answers at', async () => {
    const env = { GENESYSCLOUD_API_URL: 'http://127.0.0.1:1', GENESYSCLOUD_LOGIN_URL: 'http://127.0.0.1:1' };
    await expectFailure({ env }, 4, 'no connection to the host (ECONNREFUSED)', /--region or --api-url/);
  });

  test('a region that does not exist, with the one that was meant', async () => {
    const env = { GENESYSCLOUD_API_URL: '', GENESYSCLOUD_LOGIN_URL: '' };
    await expectFailure(
      { env, options: ['--region', 'eu-wst-1'] },
      2,
      'unknown region: eu-wst-1',
      /Did you mean eu-west-1/,
    );
  });

  test('an unknown queue, with the one that was meant', async () => {
    await expectFailure({ options: ['--queue', 'Suport'] }, 2, "there is no queue 'Suport'", "did you mean 'Support'?");
  });

  test('a queue without any contact in the range', async () => {
    const queues = [
      { id: '00000000-0000-4000-8000-000000000000', name: 'Busy' },
      { id: '00000000-0000-4000-8000-000000000009', name: 'Idle' },
    ];
    const centre = scriptedCentre({ queues, volumes: dailyVolumes(queues[0].id, 100) });
    await expectFailure(
      { centre, options: ['--queue', 'Idle'] },
      5,
      'there are no contacts in the range 2025-09-01 to 2025-12-10 (UTC)',
      /longer range/,
    );
  });
});

test('a run that is interrupted while it fetches leaves no file and says so, with the code of the signal', async () => {
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    const world = testWorld();
    const stopping: TestWorld = {
      ...world,
      async sleep() {
        world.interrupt({ signal, exitCode });
        world.signal.throwIfAborted();
      },
    };
    const { ran } = await forecastFrom(
      {
        stage: injecting({ path: AGGREGATES, after: 1, fault: { kind: 'reset' } }),
        options: ['--record', 'recording'],
      },
      stopping,
    );
    expect(ran).toEqual({
      exitCode,
      stdout: '',
      stderr: `interrupted by ${signal}: files that were complete stay, nothing else was written\n`,
    });
    expect(filesIn(world.cwd).filter((name) => !name.startsWith('.recording.unfinished-'))).toEqual([]);
  }
});

test('A.1.2 and A.6: a weekday on which nothing ever came is closed: it stays 0, and the others are not pulled down', async () => {
  const id = '00000000-0000-4000-8000-000000000000';
  const isSunday = ({ start }: { start: string }) => new Date(start).getUTCDay() === 0;
  const open = dailyVolumes(id, 100).filter((volume) => !isSunday(volume));
  const centre = scriptedCentre({ queues: [{ id, name: 'Weekdays' }], volumes: open });
  const { ran, world } = await forecastFrom({ centre });
  expect(ran.stderr).toContain('closed on Sunday');
  const lines = readOutput(world).trimEnd().split('\n').slice(1);
  for (const line of lines) {
    const [start, , volume, lower, upper] = line.split(',');
    if (isSunday({ start })) expect([volume, lower, upper]).toEqual(['0', '0', '0']);
    else expect(Number(volume)).toBeGreaterThan(90);
  }
});

test('A.6: milliseconds of the service are seconds in the forecast of handle time', async () => {
  const { world } = await forecastFrom({ options: ['--metric', 'handle_seconds', '--queue', 'Billing'] });
  // The script gives 27,000.5 s a day to the queue on four days of five.
  const daily = readOutput(world)
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => Number(line.split(',')[2]));
  const mean = daily.reduce((a, b) => a + b, 0) / daily.length;
  expect(mean).toBeGreaterThan(0.5 * 0.8 * 27_000);
  expect(mean).toBeLessThan(2 * 0.8 * 27_000);
});

/** About a hundred contacts on every day up to the tenth of December 2025. */
function dailyVolumes(queueId: string, days: number) {
  const endMs = Date.UTC(2025, 11, 10);
  return Array.from({ length: days }, (_, i) => ({
    queueId,
    mediaType: 'voice',
    start: new Date(endMs - (days - i) * 86_400_000).toISOString(),
    end: new Date(endMs - (days - i - 1) * 86_400_000).toISOString(),
    metrics: { nOffered: 100 + (i % 3) },
  }));
}
