import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoCentre } from '../genesys-server/demo-centre.ts';
import { type GenesysServer, startGenesysServer } from '../genesys-server/server.ts';
import { isThorough } from '../support/sample-size.ts';
import { filesIn, gcforecast, type TestWorld, testWorld } from '../support/test-world.ts';
import { readOutput } from './forecast-file.ts';
import { AGGREGATES, environmentOf, QUEUES } from './organisation.ts';

const DEMO = resolve('fixtures/recordings/demo');
/** The present of the recording. */
const AS_OF = ['--as-of', '2019-01-01T00:00:00Z'];

/** The questions that are recorded are those of all queues and of one; two years of the largest queue take seconds to live through. */
const DAYS = isThorough ? [] : ['--queue', 'Billing'];

// One server for all tests of this file, since the demo centre takes seconds to live through its two years.
let server: GenesysServer;
beforeAll(async () => {
  server = await startGenesysServer({ centre: demoCentre() });
});
afterAll(() => server.close());

const liveWorld = (): TestWorld => testWorld({ env: environmentOf(server) });

describe('asked over HTTP, the organisation of the recording gives byte for byte the same files', () => {
  test.each([
    { what: 'days, unrounded', options: DAYS, output: 'forecast.json' },
    { what: 'queues and media types', options: [...DAYS, '--by', 'queue,media'], output: 'forecast.csv' },
    {
      what: 'half-hours',
      options: ['--granularity', 'PT30M', '--days', '2', '--queue', 'Billing'],
      output: 'forecast.csv',
    },
  ])('$what in $output', async ({ options, output }) => {
    const [live, replayed] = [liveWorld(), testWorld()];
    const ran = await gcforecast(live, ['forecast', '--model', 'prophet', ...AS_OF, ...options, '--output', output]);
    expect(ran.stderr).toBe('');
    expect(ran.exitCode).toBe(0);
    await gcforecast(replayed, ['forecast', '--model', 'prophet', '--replay', DEMO, ...options, '--output', output]);
    expect(readOutput(live, output)).toBe(readOutput(replayed, output));
  });
});

test('what is recorded is replayed to the same bytes, without credentials', async () => {
  const live = liveWorld();
  const options = ['forecast', '--model', 'prophet', '--history-days', '100', '--queue', 'Sales'];
  const ran = await gcforecast(live, [...options, ...AS_OF, '--record', 'recording', '--output', 'live.csv']);
  expect(ran.exitCode).toBe(0);
  const again = { ...testWorld(), cwd: live.cwd };
  const replayed = await gcforecast(again, [...options, '--replay', 'recording', '--output', 'replayed.csv']);
  expect(replayed.exitCode).toBe(0);
  expect(readOutput(live, 'replayed.csv')).toBe(readOutput(live, 'live.csv'));
});

test('a recording holds neither token nor secret nor header of authorization, nor what belongs to a person', async () => {
  const live = liveWorld();
  server.inject({
    path: QUEUES,
    fault: {
      kind: 'wrong-shape',
      body: {
        entities: [
          {
            id: '5b0c1e7a-3f0d-4c57-9a41-6c1d2f3e4a02',
            name: 'Billing',
            description: 'Ask Jane Doe, +49 30 1234567',
            createdBy: 'jane.doe@example.com',
            callingPartyName: 'Jane Doe',
            callingPartyNumber: '+49301234567',
          },
        ],
        pageSize: 500,
        pageNumber: 1,
        total: 1,
        pageCount: 1,
      },
    },
  });
  const ran = await gcforecast(live, [
    'forecast',
    '--model',
    'naive',
    '--history-days',
    '100',
    ...AS_OF,
    '--record',
    'recording',
    '--verbose',
  ]);
  expect(ran.exitCode).toBe(0);
  const files = filesIn(join(live.cwd, 'recording'));
  expect(files.length).toBeGreaterThan(4);
  const text = files.map((name) => recordedText(join(live.cwd, 'recording', name))).join('\n');
  expect(text.includes('Billing')).toBe(true);
  const basic = Buffer.from(`${server.clientId}:${server.clientSecret}`).toString('base64');
  const credentials = [server.clientId, server.clientSecret, basic, '-of-client-id', 'uthorization', 'oauth'];
  const personal = ['Jane', 'jane', '+49'];
  expect([...credentials, ...personal].filter((hidden) => text.includes(hidden))).toEqual([]);
});

test('a second run takes the token of the first, which is kept where only its user may read', async () => {
  const world = liveWorld();
  const logins = () => server.requests.filter(({ path }) => path === '/oauth/token').length;
  const before = logins();
  const options = ['forecast', '--model', 'prophet', '--history-days', '30', ...AS_OF];
  await gcforecast(world, options);
  await gcforecast(world, options);
  expect(logins() - before).toBe(1);
  const tokens = join(world.homeDirectory, '.local/share/gcforecast/tokens');
  const files = filesIn(tokens);
  expect(files).toHaveLength(1);
  expect(statSync(join(tokens, files[0])).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(tokens, files[0]), 'utf8')).not.toContain(server.clientSecret);
});

test('A.1.3: the day of --as-of is still running, so no interval of it is asked for', async () => {
  const world = liveWorld();
  const seen = server.requests.length;
  await gcforecast(world, [
    'forecast',
    '--model',
    'prophet',
    '--history-days',
    '21',
    '--as-of',
    '2018-06-15T15:30:00Z',
  ]);
  const ends = intervalsSince(seen).map((interval) => interval.split('/')[1]);
  expect(ends.toSorted().at(-1)).toBe('2018-06-15T00:00:00.000Z');
  expect(readOutput(world).split('\n')[1]).toMatch(/^2018-06-15T00:00:00Z,2018-06-16T00:00:00Z,/);
});

test('A.1.1: only contacts that came in are asked for, told apart by queue and media type', async () => {
  const seen = server.requests.length;
  await gcforecast(liveWorld(), ['forecast', '--model', 'prophet', '--history-days', '30', ...AS_OF]);
  const queries = server.requests.slice(seen).filter(({ path }) => path === AGGREGATES);
  expect(queries.length).toBeGreaterThan(0);
  for (const { body } of queries) {
    expect(body).toMatchObject({ groupBy: expect.arrayContaining(['queueId', 'mediaType']) });
    expect(JSON.stringify(body)).toContain(
      '"dimension":"originatingDirection","operator":"matches","value":"inbound"}',
    );
  }
});

test('A.6: a forecast changes nothing in the organisation: every request reads, but for the login', async () => {
  const seen = server.requests.length;
  await gcforecast(liveWorld(), [
    'forecast',
    '--model',
    'prophet',
    '--history-days',
    '60',
    '--queue',
    'Sales',
    ...AS_OF,
  ]);
  const asked = new Set(server.requests.slice(seen).map(({ method, path }) => `${method} ${path}`));
  expect([...asked].sort()).toEqual([
    'GET /api/v2/organizations/me',
    `GET ${QUEUES}`,
    `POST ${AGGREGATES}`,
    'POST /oauth/token',
  ]);
});

test('A.1.4: days are cut by the service in the zone of --time-zone, and written as its midnights', async () => {
  const seen = server.requests.length;
  const world = liveWorld();
  await gcforecast(world, [
    'forecast',
    '--model',
    'prophet',
    '--history-days',
    '35',
    ...AS_OF,
    '--time-zone',
    'America/New_York',
  ]);
  for (const { body } of server.requests.slice(seen).filter(({ path }) => path === AGGREGATES)) {
    expect(body).toMatchObject({ timeZone: 'America/New_York' });
  }
  // Midnight in New York is 05:00 UTC in winter; at 00:00 UTC its 31 December is still running.
  expect(readOutput(world).split('\n')[1]).toMatch(/^2018-12-31T05:00:00Z,2019-01-01T05:00:00Z,/);
});

const intervalsSince = (seen: number): string[] =>
  server.requests
    .slice(seen)
    .filter(({ path }) => path === AGGREGATES)
    .map(({ body }) => (body as { interval: string }).interval);

function recordedText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
}
