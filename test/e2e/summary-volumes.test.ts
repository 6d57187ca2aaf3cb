import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallCentre, smallRecords } from '../genesys/small-centre.ts';
import { demoCentre } from '../genesys-server/demo-centre.ts';
import type { ContactServer } from '../genesys-server/server.ts';
import { withSummaryServer } from '../summary-server/server.ts';
import { filesIn, gcforecast, type TestWorld, testWorld } from '../support/test-world.ts';
import { contractEnvironment, startContract } from './contracts.ts';
import { expectExplained } from './explained.ts';
import { linesOf, readOutput } from './forecast-file.ts';

const SUMMARY = '/api/v2/analytics/conversations/summary/query';
const DETAILS = '/api/v2/analytics/conversations/details/query';

const worldOf = (server: ContactServer): TestWorld => testWorld({ env: contractEnvironment('summary', server) });

/** A page holds few intervals, so that there are several of everything. */
const atSmallCentre = (work: (world: TestWorld, server: ContactServer) => Promise<void>) =>
  withSummaryServer({ centre: smallCentre, paging: { mostPerPage: 30 } }, (server) => work(worldOf(server), server));

const AS_OF = ['--as-of', '2025-12-10T00:00:00Z'];
const FETCH = ['fetch', '--days', '100', ...AS_OF];

const INTRODUCTION = /^warning: --api summary speaks the contract of the tutorials.*default/;

/** Contacts of all queues by day, from the script of the centre. */
const contactsByDay = new Map<string, number>();
for (const { intervalStart, offered } of smallRecords) {
  const day = new Date(intervalStart * 1000).toISOString().replace('.000', '');
  contactsByDay.set(day, (contactsByDay.get(day) ?? 0) + offered);
}

describe('fetch', () => {
  test('counts contacts by interval over all pages; what the contract does not tell is empty, not 0', () =>
    atSmallCentre(async (world, server) => {
      const ran = await gcforecast(world, [...FETCH, '--output', 'h.csv']);
      expect(ran.stderr).toMatch(INTRODUCTION);
      expect(ran.exitCode).toBe(0);
      const lines = linesOf(readOutput(world, 'h.csv'));
      expect(lines).toHaveLength(100);
      for (const line of lines) {
        const { interval_start: start, offered, queue_id: queue, ...rest } = line;
        expect(Number(offered)).toBe(contactsByDay.get(start ?? '') ?? 0);
        expect(queue).toBe('');
        const isEmpty = offered === '0' ? '0' : '';
        expect([rest['conversations'], rest['answered'], rest['handle_seconds']]).toEqual([isEmpty, isEmpty, isEmpty]);
      }
      // 100 days of 30 to a page, asked for in one range.
      expect(server.requests.filter(({ path }) => path === SUMMARY)).toHaveLength(4);
    }));

  test('by queue and media type counts conversations, interval by interval', () =>
    atSmallCentre(async (world) => {
      const ran = await gcforecast(world, [
        'fetch',
        '--days',
        '30',
        ...AS_OF,
        '--by',
        'queue,media',
        '--output',
        'h.csv',
      ]);
      expect(ran.exitCode).toBe(0);
      expect(ran.stderr).toContain('counts conversations of both directions');
      const lines = linesOf(readOutput(world, 'h.csv'));
      expect(lines).toHaveLength(90);
      const key = (start: string | undefined, queue: string | undefined) => `${start} ${queue}`;
      const wanted = new Map(
        smallRecords.map(({ intervalStart, queueId, conversations }) => [
          key(new Date(intervalStart * 1000).toISOString().replace('.000', ''), queueId),
          conversations,
        ]),
      );
      for (const line of lines)
        expect(Number(line['conversations'])).toBe(wanted.get(key(line['interval_start'], line['queue_id'])) ?? 0);
    }));

  test('A.5: a total by queue and media type is one question, with the average handle times of the range', () =>
    atSmallCentre(async (world, server) => {
      const total = [...FETCH, '--granularity', 'total', '--by', 'queue,media', '--output', 't.csv'];
      expect((await gcforecast(world, total)).exitCode).toBe(0);
      expect(server.requests.filter(({ path }) => path === DETAILS)).toHaveLength(1);
      const lines = linesOf(readOutput(world, 't.csv'));
      expect(lines.map((line) => [line['queue_name'], line['media_type']])).toEqual([
        ['Billing', 'voice'],
        ['Sales', 'voice'],
        ['Support', 'callback'],
        ['All', 'All'],
      ]);
      const sales = smallRecords.filter(({ queueName }) => queueName === 'Sales');
      const sum = (count: 'conversations' | 'handleSeconds' | 'handled') =>
        sales.reduce((all, record) => all + record[count], 0);
      expect(Number(lines[1]?.['conversations'])).toBe(sum('conversations'));
      // Seconds, and pooled: sum over sum.
      expect(Number(lines[1]?.['average_handle_seconds'])).toBeCloseTo(sum('handleSeconds') / sum('handled'), 9);
      expect(lines[3]?.['average_handle_seconds']).toBe('');
    }));

  test('chooses queues by name among those that had conversations', () =>
    atSmallCentre(async (world) => {
      await gcforecast(world, ['fetch', '--days', '10', ...AS_OF, '--queue', 'sales', '--output', 'h.csv']);
      expect(new Set(linesOf(readOutput(world, 'h.csv')).map((line) => line['queue_name']))).toEqual(
        new Set(['Sales']),
      );
      expectExplained(await gcforecast(world, [...FETCH, '--queue', 'Sale']), 2, "no queue 'Sale'", "'Sales'");
    }));

  test('asks only for what the local history lacks, and keeps the two ways of counting apart', () =>
    atSmallCentre(async (world, server) => {
      await gcforecast(world, FETCH);
      await gcforecast(world, ['fetch', '--days', '2', ...AS_OF, '--by', 'queue']);
      const seen = server.requests.length;
      const again = await gcforecast(world, ['fetch', '--from', '2025-09-10', '--to', '2025-12-01', ...AS_OF]);
      expect(server.requests.length).toBe(seen);
      expect(again.stderr).toBe('');
      expect(again.stdout).toContain('nothing, the local history had it all');
      expect(filesIn(world.homeDirectory).filter((name) => name.endsWith('ledger.json'))).toHaveLength(2);
    }));

  test('logs in at the API host with the credentials in the form, once', () =>
    atSmallCentre(async (world, server) => {
      const { GENESYSCLOUD_LOGIN_URL: _, ...env } = contractEnvironment('summary', server);
      await gcforecast({ ...world, env }, ['fetch', '--days', '5', ...AS_OF]);
      await gcforecast({ ...world, env }, ['fetch', '--days', '5', ...AS_OF, '--by', 'queue,media']);
      const logins = server.requests.filter(({ path }) => path === '/oauth/token');
      expect(logins).toHaveLength(1);
      expect(logins[0]?.headers.authorization).toBeUndefined();
      expect(Object.fromEntries(new URLSearchParams(logins[0]?.text))).toEqual({
        grant_type: 'client_credentials',
        client_id: server.clientId,
        client_secret: server.clientSecret,
      });
    }));

  test('in a zone of its own cuts days there, from quarter-hours', () =>
    withSummaryServer({ centre: demo }, async (server) => {
      const options = ['fetch', '--days', '8', '--as-of', '2018-11-10T00:00:00Z', '--time-zone', 'America/New_York'];
      const total = async (world: TestWorld) => {
        expect((await gcforecast(world, [...options, '--output', 'h.csv'])).exitCode).toBe(0);
        const offered = new Map<string, number>();
        for (const line of linesOf(readOutput(world, 'h.csv')))
          offered.set(line['interval_start'], (offered.get(line['interval_start']) ?? 0) + Number(line['offered']));
        return offered;
      };
      const platform = testWorld({ env: contractEnvironment('platform', platformServer) });
      const counted = await total(worldOf(server));
      expect([...counted].sort()).toEqual([...(await total(platform))].sort());
      // The clocks went back on 4 November 2018.
      expect([...counted.keys()]).toEqual(expect.arrayContaining(['2018-11-04T04:00:00Z', '2018-11-05T05:00:00Z']));
    }));

  test.each([
    { what: 'a token that repeats', body: { nextPageToken: 'same', entities: [] }, error: 'nextPageToken repeats' },
    {
      what: 'an interval that was not asked for',
      body: { entities: [{ intervalStart: '2024-01-01T00:00:00Z', intervalEnd: '2024-01-02T00:00:00Z' }] },
      error: 'comes twice or is not one asked for',
    },
    {
      what: 'a count that is none',
      body: {
        entities: [
          {
            intervalStart: '2025-12-01T00:00:00Z',
            intervalEnd: '2025-12-02T00:00:00Z',
            metrics: { contactCount: { total: -1 } },
          },
        ],
      },
      error: 'total',
    },
  ])('$what breaks the contract', ({ body, error }) =>
    atSmallCentre(async (world, server) => {
      server.inject({
        path: SUMMARY,
        times: body.nextPageToken === undefined ? 1 : 2,
        fault: { kind: 'wrong-shape', body },
      });
      expectExplained(await gcforecast(world, FETCH), 6, error, /./);
    }),
  );

  test('a page that fails for good fails the whole, and nothing of its range counts as fetched', () =>
    atSmallCentre(async (world, server) => {
      server.inject({ path: SUMMARY, after: 2, times: 3, fault: { kind: 'status', status: 500 } });
      expectExplained(await gcforecast(world, FETCH), 4, 'the contacts from', /again/);
      expect(filesIn(world.homeDirectory).filter((name) => name.endsWith('.parquet'))).toEqual([]);
    }));

  test('what passes is tried again', () =>
    atSmallCentre(async (world, server) => {
      server.inject({
        path: SUMMARY,
        after: 1,
        fault: { kind: 'status', status: 429, headers: { 'Retry-After': '3' } },
      });
      server.inject({ path: '/oauth/token', fault: { kind: 'reset' } });
      expect((await gcforecast(world, FETCH)).exitCode).toBe(0);
    }));

  test.each([
    [['fetch', '--direction', 'outbound'], 'does not tell outbound contacts apart'],
    [['fetch', '--direction', 'all'], 'does not tell contacts of all directions together'],
    [['forecast', '--metric', 'abandoned'], 'does not tell abandoned contacts'],
    [['forecast', '--metric', 'handle_seconds'], 'does not tell handle times'],
  ])('%j is refused: the contract does not know it', (argv, error) =>
    atSmallCentre(async (world) => {
      expectExplained(await gcforecast(world, [...argv, ...AS_OF]), 2, error, '--');
    }),
  );
});

const demo = demoCentre();
let platformServer: ContactServer;
let summaryServer: ContactServer;
beforeAll(async () => {
  [platformServer, summaryServer] = [await startContract('platform', demo), await startContract('summary', demo)];
});
afterAll(async () => {
  await platformServer.close();
  await summaryServer.close();
});

describe('forecast says the same over both contracts, but for handle times, of which one knows nothing', () => {
  const AT = ['--as-of', '2019-01-01T00:00:00Z', '--output', 'f.json'];

  interface Points {
    readonly series: { key: object; points: { start: string; ahtSeconds?: number; forecast: number }[] }[];
  }

  const forecastOf = async (contract: 'platform' | 'summary', options: readonly string[]): Promise<Points> => {
    const server = contract === 'platform' ? platformServer : summaryServer;
    const world = testWorld({ env: contractEnvironment(contract, server) });
    const ran = await gcforecast(world, ['forecast', ...AT, ...options]);
    expect(ran.exitCode).toBe(0);
    return JSON.parse(readOutput(world, 'f.json'));
  };

  const withoutHandleTimes = ({ series }: Points) =>
    series.map(({ key, points }) => ({ key, points: points.map(({ ahtSeconds: _, ...point }) => point) }));

  test.each([
    { what: 'all together', options: ['--model', 'naive', '--history-days', '56'] },
    { what: 'by queue and media type', options: ['--model', 'naive', '--history-days', '42', '--by', 'queue,media'] },
    {
      what: 'all together by hours',
      options: ['--model', 'naive', '--granularity', 'PT1H', '--days', '1', '--history-days', '21'],
    },
  ])('$what', async ({ options }) => {
    const platform = await forecastOf('platform', options);
    const summary = await forecastOf('summary', options);
    expect(platform.series[0]?.points[0]?.ahtSeconds).toBeGreaterThan(0);
    expect(summary.series.flatMap(({ points }) => points.flatMap(({ ahtSeconds }) => ahtSeconds ?? []))).toEqual([]);
    expect(withoutHandleTimes(summary)).toEqual(withoutHandleTimes(platform));
  });

  test('what is recorded is replayed to the same bytes, in the same contract', async () => {
    const world = testWorld({ env: contractEnvironment('summary', summaryServer) });
    const options = ['forecast', '--model', 'naive', '--history-days', '35', '--by', 'queue'];
    const asOf = ['--as-of', '2019-01-01T00:00:00Z'];
    expect((await gcforecast(world, [...options, ...asOf, '--record', 'r', '--output', 'a.csv'])).exitCode).toBe(0);
    const again = { ...testWorld(), cwd: world.cwd };
    expect((await gcforecast(again, [...options, '--replay', 'r', '--output', 'b.csv'])).exitCode).toBe(0);
    expect(readOutput(world, 'b.csv')).toBe(readOutput(world, 'a.csv'));
    expect(summaryServer.requests.some(({ path }) => path === DETAILS)).toBe(true);
  });
});
