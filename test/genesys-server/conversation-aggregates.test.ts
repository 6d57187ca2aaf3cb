import { describe, expect, test } from 'vitest';
import { ask, withServer } from './asking.ts';
import { findEndpoint, responseViolations } from './contract.ts';
import { type ScriptedVolume, scriptedCentre } from './scripted-centre.ts';
import { startGenesysServer } from './server.ts';

const AGGREGATES_PATH = '/api/v2/analytics/conversations/aggregates/query';
const BILLING = '11111111-1111-4111-8111-111111111111';
const SALES = '22222222-2222-4222-8222-222222222222';

const hour = (day: string, at: number): Pick<ScriptedVolume, 'start' | 'end'> => ({
  start: `${day}T${String(at).padStart(2, '0')}:00:00Z`,
  end: new Date(Date.parse(`${day}T${String(at).padStart(2, '0')}:00:00Z`) + 3_600_000).toISOString(),
});

// Monday 5 January 2026: billing voice at 9 and 10, billing chat at 9, sales voice at 9, and an outbound hour at 10.
const centre = scriptedCentre({
  queues: [
    { id: BILLING, name: 'Billing' },
    { id: SALES, name: 'Sales' },
  ],
  volumes: [
    {
      queueId: BILLING,
      mediaType: 'voice',
      ...hour('2026-01-05', 9),
      metrics: {
        nOffered: 10,
        tAnswered: { count: 8, sum: 80_000, min: 1_000, max: 30_000 },
        tAbandon: { count: 1, sum: 45_000, min: 45_000, max: 45_000 },
        oServiceLevel: { numerator: 6, denominator: 9, target: 0.8 },
      },
    },
    {
      queueId: BILLING,
      mediaType: 'voice',
      ...hour('2026-01-05', 10),
      metrics: {
        nOffered: 0,
        tAnswered: { count: 1, sum: 50_000, min: 50_000, max: 50_000 },
        tHandle: { count: 9, sum: 2_700_000, min: 60_000, max: 900_000 },
        oServiceLevel: { numerator: 0, denominator: 1, target: 0.8 },
      },
    },
    { queueId: BILLING, mediaType: 'chat', ...hour('2026-01-05', 9), metrics: { nOffered: 4 } },
    { queueId: SALES, mediaType: 'voice', ...hour('2026-01-05', 9), metrics: { nOffered: 3 } },
    {
      queueId: SALES,
      mediaType: 'voice',
      originatingDirection: 'outbound',
      ...hour('2026-01-05', 10),
      metrics: { nOffered: 7 },
    },
  ],
});

interface Answer {
  readonly results: readonly {
    readonly group: Readonly<Record<string, string>>;
    readonly data: readonly {
      interval: string;
      metrics: readonly { metric: string; stats: Readonly<Record<string, number>> }[];
    }[];
  }[];
}

const aggregates = (query: Record<string, unknown>, of = centre): Promise<Answer> =>
  withServer({ centre: of }, async (server) => {
    const body = { interval: '2026-01-05T00:00:00Z/2026-01-06T00:00:00Z', metrics: ['nOffered'], ...query };
    const response = await ask(server, AGGREGATES_PATH, body);
    expect(response.status).toBe(200);
    const answer = (await response.json()) as Answer;
    const endpoint = findEndpoint('POST', AGGREGATES_PATH);
    if (endpoint === undefined) throw new Error('not a published operation');
    expect(responseViolations(endpoint, answer)).toEqual([]);
    return answer;
  });

/** Group values and offered contacts per interval, the interval by its start. */
const offered = ({ results }: Answer): [string, Record<string, number | undefined>][] =>
  results.map(({ group, data }) => [
    Object.values(group).join(' '),
    Object.fromEntries(data.map(({ interval, metrics }) => [interval.slice(0, 16), metrics[0]?.stats['count']])),
  ]);

describe('grouping', () => {
  test('by queue and media type keeps every pair apart', async () => {
    expect(offered(await aggregates({ groupBy: ['queueId', 'mediaType'] }))).toEqual([
      [`${BILLING} voice`, { '2026-01-05T00:00': 10 }],
      [`${BILLING} chat`, { '2026-01-05T00:00': 4 }],
      [`${SALES} voice`, { '2026-01-05T00:00': 10 }],
    ]);
  });

  test('by queue adds up media types and directions', async () => {
    expect(offered(await aggregates({ groupBy: ['queueId'] }))).toEqual([
      [BILLING, { '2026-01-05T00:00': 14 }],
      [SALES, { '2026-01-05T00:00': 10 }],
    ]);
  });

  test('by nothing comes back grouped by media type all the same', async () => {
    const answer = await aggregates({});
    expect(answer.results.map(({ group }) => group)).toEqual([{ mediaType: 'voice' }, { mediaType: 'chat' }]);
    expect(offered(answer)).toEqual([
      ['voice', { '2026-01-05T00:00': 20 }],
      ['chat', { '2026-01-05T00:00': 4 }],
    ]);
  });
});

describe('filters', () => {
  const totalOffered = async (filter: unknown): Promise<number> =>
    offered(await aggregates({ filter }))
      .flatMap(([, intervals]) => Object.values(intervals))
      .reduce<number>((sum, count) => sum + (count ?? 0), 0);
  const queue = (value: string) => ({ type: 'dimension', dimension: 'queueId', operator: 'matches', value });
  const inbound = { dimension: 'originatingDirection', value: 'inbound' };
  const voice = { dimension: 'mediaType', value: 'voice' };

  test.each([
    ['one predicate', { type: 'and', predicates: [inbound] }, 17],
    ['all predicates', { type: 'and', predicates: [inbound, voice] }, 13],
    ['any predicate', { type: 'or', predicates: [queue(SALES), { dimension: 'mediaType', value: 'chat' }] }, 14],
    [
      'an or clause of queues and a predicate',
      { type: 'and', clauses: [{ type: 'or', predicates: [queue(BILLING), queue(SALES)] }], predicates: [inbound] },
      17,
    ],
    [
      'any of two and clauses',
      {
        type: 'or',
        clauses: [
          { type: 'and', predicates: [queue(SALES), inbound] },
          { type: 'and', predicates: [queue(BILLING), voice] },
        ],
      },
      13,
    ],
    ['a queue that does not exist', { type: 'or', predicates: [queue('33333333-3333-4333-8333-333333333333')] }, 0],
    ['the direction of the session', { type: 'and', predicates: [{ dimension: 'direction', value: 'outbound' }] }, 7],
    ['existence', { type: 'and', predicates: [{ dimension: 'queueId', operator: 'exists' }, voice] }, 20],
    ['absence', { type: 'and', predicates: [{ dimension: 'queueId', operator: 'notExists' }] }, 0],
  ])('%s', async (_, filter, expected) => {
    expect(await totalOffered(filter)).toBe(expected);
  });
});

describe('metrics', () => {
  const billingVoice = {
    type: 'and',
    predicates: [
      { dimension: 'queueId', value: BILLING },
      { dimension: 'mediaType', value: 'voice' },
    ],
  };

  test('only those asked come, and only when they happened', async () => {
    const { results } = await aggregates({
      granularity: 'PT1H',
      groupBy: ['queueId'],
      filter: billingVoice,
      metrics: ['nOffered', 'tHandle', 'tFlowOut'],
    });
    expect(results).toEqual([
      {
        group: { queueId: BILLING },
        data: [
          {
            interval: '2026-01-05T09:00:00.000Z/2026-01-05T10:00:00.000Z',
            metrics: [{ metric: 'nOffered', stats: { count: 10 } }],
          },
          {
            interval: '2026-01-05T10:00:00.000Z/2026-01-05T11:00:00.000Z',
            metrics: [{ metric: 'tHandle', stats: { count: 9, sum: 2_700_000, min: 60_000, max: 900_000 } }],
          },
        ],
      },
    ]);
  });

  test('over several intervals counts and sums add up, extremes widen, and the service level is pooled', async () => {
    const { results } = await aggregates({
      groupBy: ['queueId'],
      filter: billingVoice,
      metrics: ['tAnswered', 'oServiceLevel'],
    });
    expect(results[0]?.data).toEqual([
      {
        interval: '2026-01-05T00:00:00.000Z/2026-01-06T00:00:00.000Z',
        metrics: [
          { metric: 'tAnswered', stats: { count: 9, sum: 130_000, min: 1_000, max: 50_000 } },
          { metric: 'oServiceLevel', stats: { ratio: 0.6, numerator: 6, denominator: 10, target: 0.8 } },
        ],
      },
    ]);
  });

  test('where nothing happened there is no interval and no group', async () => {
    expect((await aggregates({ interval: '2026-01-06T00:00:00Z/2026-01-07T00:00:00Z' })).results).toEqual([]);
    expect((await aggregates({ metrics: ['tFlowOut'] })).results).toEqual([]);
    expect(offered(await aggregates({ granularity: 'PT1H', groupBy: ['mediaType'] }))).toEqual([
      ['voice', { '2026-01-05T09:00': 13, '2026-01-05T10:00': 7 }],
      ['chat', { '2026-01-05T09:00': 4 }],
    ]);
  });
});

describe('intervals', () => {
  /** One contact in every quarter hour of a range. */
  const steady = (from: string, to: string) => {
    const volumes: ScriptedVolume[] = [];
    for (let at = Date.parse(from); at < Date.parse(to); at += 900_000) {
      const [start, end] = [at, at + 900_000].map((ms) => new Date(ms).toISOString()) as [string, string];
      volumes.push({ queueId: BILLING, mediaType: 'voice', start, end, metrics: { nOffered: 1 } });
    }
    return scriptedCentre({ queues: [{ id: BILLING, name: 'Billing' }], volumes });
  };
  const intervals = async (query: Record<string, unknown>, of: ReturnType<typeof steady>) =>
    (await aggregates(query, of)).results[0]?.data.map(({ interval, metrics }) => [
      interval,
      metrics[0]?.stats['count'],
    ]);

  // Clocks in Central Europe went forward on 29 March 2026 and go back on 25 October 2026, both at 01:00 UTC.
  test('days are cut at local midnights, with 23 hours when clocks go forward, and told in UTC', async () => {
    expect(
      await intervals(
        {
          interval: '2026-03-28T00:00:00.000+01:00/2026-03-31T00:00:00.000+02:00',
          granularity: 'P1D',
          timeZone: 'Europe/Berlin',
        },
        steady('2026-03-27T00:00Z', '2026-04-01T00:00Z'),
      ),
    ).toEqual([
      ['2026-03-27T23:00:00.000Z/2026-03-28T23:00:00.000Z', 96],
      ['2026-03-28T23:00:00.000Z/2026-03-29T22:00:00.000Z', 92],
      ['2026-03-29T22:00:00.000Z/2026-03-30T22:00:00.000Z', 96],
    ]);
  });

  test('the day on which clocks go back has 25 hours, each of them its own', async () => {
    const autumn = steady('2026-10-24T00:00Z', '2026-10-27T00:00Z');
    const range = { interval: '2026-10-25T00:00:00+02:00/2026-10-26T00:00:00+01:00', timeZone: 'Europe/Berlin' };
    expect(await intervals({ ...range, granularity: 'P1D' }, autumn)).toEqual([
      ['2026-10-24T22:00:00.000Z/2026-10-25T23:00:00.000Z', 100],
    ]);
    const hours = await intervals({ ...range, granularity: 'PT1H' }, autumn);
    expect(hours).toHaveLength(25);
    expect(hours?.every(([, count]) => count === 4)).toBe(true);
  });

  // New York went to summer time on 8 March 2026 at 07:00 UTC; a day there starts at 05:00 UTC before and 04:00 UTC after.
  test('west of Greenwich too', async () => {
    expect(
      await intervals(
        {
          interval: '2026-03-08T00:00:00-05:00/2026-03-09T00:00:00-04:00',
          granularity: 'P1D',
          timeZone: 'America/New_York',
        },
        steady('2026-03-07T00:00Z', '2026-03-11T00:00Z'),
      ),
    ).toEqual([['2026-03-08T05:00:00.000Z/2026-03-09T04:00:00.000Z', 92]]);
  });

  test('half and quarter hours follow zones that are not whole hours from UTC', async () => {
    const range = { interval: '2026-01-05T00:00:00+05:45/2026-01-05T01:00:00+05:45', timeZone: 'Asia/Kathmandu' };
    const winter = steady('2026-01-04T00:00Z', '2026-01-06T00:00Z');
    expect(await intervals({ ...range, granularity: 'PT30M' }, winter)).toEqual([
      ['2026-01-04T18:15:00.000Z/2026-01-04T18:45:00.000Z', 2],
      ['2026-01-04T18:45:00.000Z/2026-01-04T19:15:00.000Z', 2],
    ]);
    expect(await intervals({ ...range, granularity: 'PT15M' }, winter)).toHaveLength(4);
  });

  test('without a granularity the whole range is one interval', async () => {
    expect(
      await intervals(
        { interval: '2026-01-05T06:00:00Z/2026-01-05T18:00:00Z' },
        steady('2026-01-04T00:00Z', '2026-01-06T00:00Z'),
      ),
    ).toEqual([['2026-01-05T06:00:00.000Z/2026-01-05T18:00:00.000Z', 48]]);
  });

  test('an interval that cuts what the script tells only as a whole is not answered', async () => {
    const server = await startGenesysServer({ centre });
    const query = { interval: '2026-01-05T09:00:00Z/2026-01-05T09:30:00Z', metrics: ['nOffered'] };
    expect((await ask(server, AGGREGATES_PATH, query)).status).toBe(500);
    await expect(server.close()).rejects.toThrow(/cuts the scripted interval from 2026-01-05T09/);
  });
});

describe('refusals', () => {
  const outcomeOf = (query: Record<string, unknown>): Promise<unknown> =>
    withServer({ centre, limits: { maxIntervalDays: 31 } }, async (server) => {
      const response = await ask(server, AGGREGATES_PATH, { metrics: ['nOffered'], ...query });
      return { status: response.status, body: await response.json() };
    });

  test('an interval longer than the limit is refused in words about the interval', async () => {
    expect(await outcomeOf({ interval: '2026-01-01T00:00:00Z/2026-02-02T00:00:00Z' })).toMatchObject({
      status: 400,
      body: {
        code: 'bad.request',
        message: expect.stringMatching(/interval.*31 days/),
        details: [{ fieldName: 'interval' }],
      },
    });
    expect(await outcomeOf({ interval: '2026-01-01T00:00:00Z/2026-02-01T00:00:00Z' })).toMatchObject({
      status: 200,
    });
  });

  test('a limit in days lets as many local days pass when one of them has 25 hours', async () => {
    const interval = '2026-10-01T00:00:00+02:00/2026-11-01T00:00:00+01:00';
    expect(await outcomeOf({ interval, timeZone: 'Europe/Berlin' })).toMatchObject({ status: 200 });
  });

  test.each([
    ['now-7d/now'],
    ['2026-01-05/2026-01-06'],
    ['2026-01-05T00:00:00/2026-01-06T00:00:00'],
    ['2026-01-06T00:00:00Z/2026-01-05T00:00:00Z'],
    ['2026-13-01T00:00:00Z/2026-13-02T00:00:00Z'],
  ])('the interval %s is refused', async (interval) => {
    expect(await outcomeOf({ interval })).toMatchObject({ status: 400, body: { code: 'invalid.date' } });
  });

  test('an unknown time zone is refused', async () => {
    const interval = '2026-01-05T00:00:00Z/2026-01-06T00:00:00Z';
    expect(await outcomeOf({ interval, timeZone: 'Mars/Olympus' })).toMatchObject({ status: 400 });
  });

  test('a predicate without value, an empty filter, and a query without metrics are refused', async () => {
    const interval = '2026-01-05T00:00:00Z/2026-01-06T00:00:00Z';
    const filter = { type: 'and', predicates: [{ dimension: 'queueId' }] };
    expect(await outcomeOf({ interval, filter })).toMatchObject({ status: 400 });
    expect(await outcomeOf({ interval, filter: { type: 'and' } })).toMatchObject({ status: 400 });
    expect(await outcomeOf({ interval, metrics: [] })).toMatchObject({ status: 400 });
  });
});

describe('a script', () => {
  test('with an interval that ends before it starts is an error', () => {
    const volume = {
      queueId: BILLING,
      mediaType: 'voice',
      start: '2026-01-05T10:00:00Z',
      end: '2026-01-05T09:00:00Z',
      metrics: {},
    };
    expect(() => scriptedCentre({ queues: [], volumes: [volume] })).toThrow('not an interval');
  });
});
