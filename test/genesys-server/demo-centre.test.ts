import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isThorough, sampleSize } from '../support/sample-size.ts';
import { ask, withServer } from './asking.ts';
import type { Metric, MetricStats, Tally } from './centre.ts';
import { demoCentre } from './demo-centre.ts';

const DAY_MS = 86_400_000;
const HALF_HOUR_MS = 1_800_000;
const START = Date.UTC(2017, 0, 1);
const END = Date.UTC(2019, 0, 1);

// One for all tests, since it keeps what it has simulated.
const centre = demoCentre();

const grid = (from: number, to: number, step: number): number[] =>
  Array.from({ length: (to - from) / step + 1 }, (_, i) => from + i * step);

const count = (tally: Tally, metric: Metric): number => tally[metric]?.count ?? 0;
const total = (tallies: readonly Tally[], metric: Metric, field: keyof MetricStats = 'count'): number =>
  tallies.reduce((sum, tally) => sum + (tally[metric]?.[field] ?? 0), 0);

function streamOf(queueName: string, mediaType: string, of = centre) {
  const queue = of.queues.find(({ name }) => name === queueName);
  const found = of.streams.find(({ dimensions: d }) => d.queueId === queue?.id && d.mediaType === mediaType);
  if (found === undefined) throw new Error(`no ${mediaType} in ${queueName}`);
  return found;
}

const named = centre.streams.map(({ dimensions, tally }) => {
  const queue = centre.queues.find(({ id }) => id === dimensions.queueId);
  return [`${queue?.name} ${dimensions.mediaType}`, tally] as const;
});

describe('days', () => {
  const rowsOf = (file: string): string[][] =>
    readFileSync(new URL(`../../fixtures/data/${file}`, import.meta.url), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split(','));
  const within = (day = ''): boolean => day.startsWith('2017') || day.startsWith('2018');

  test.each([
    ['Customer Service', 'chat', 'BNSSG'],
    ['Billing', 'voice', 'Dorset'],
    ['Billing', 'chat', 'Cornwall'],
    ['Sales', 'voice', 'Somerset'],
    ['Sales', 'chat', 'Gloucestershire'],
  ])('%s %s is offered what the ambulance file says for %s', (queueName, mediaType, area) => {
    const tested = sampleSize(60, 730);
    const real = rowsOf('swast_ambulance_daily.csv')
      .filter(([id, day]) => id === area && within(day))
      .slice(-tested);
    const days = streamOf(queueName, mediaType).tally(grid(END - tested * DAY_MS, END, DAY_MS));
    expect(days.map((day) => count(day, 'nOffered'))).toEqual(real.map(([, , volume]) => Number(volume)));
    expect(real).toHaveLength(tested);
  });

  test('Customer Service voice is offered what the New York file says', () => {
    const tested = sampleSize(120, 730);
    const real = rowsOf('nyc311_daily.csv')
      .filter(([day]) => within(day))
      .slice(-tested);
    const days = streamOf('Customer Service', 'voice').tally(grid(END - tested * DAY_MS, END, DAY_MS));
    expect(days.map((day) => count(day, 'nOffered'))).toEqual(real.map(([, volume]) => Number(volume)));
    expect(real).toHaveLength(tested);
  });

  test.each(named)('are of as many conversations as contacts, since nobody is transferred: %s', (_, tally) => {
    const days = tally(grid(START, START + 60 * DAY_MS, DAY_MS));
    expect(days.map((day) => count(day, 'nConversations'))).toEqual(days.map((day) => count(day, 'nOffered')));
    expect(total(days, 'nConversations')).toBeGreaterThan(0);
  });

  test('outside of the two years nobody is offered, and the morning after still ends what was begun', () => {
    const { tally } = streamOf('Customer Service', 'voice');
    expect(tally([START - DAY_MS, START])).toEqual([{}]);
    const [after] = tally([END, END + DAY_MS]);
    expect(count(after, 'nOffered')).toBe(0);
    expect(count(after, 'tHandle')).toBeGreaterThan(0);
    expect(tally([END + DAY_MS, END + 2 * DAY_MS])).toEqual([{}]);
  });
});

describe('half-hours', () => {
  const week = [Date.UTC(2018, 4, 7), Date.UTC(2018, 4, 14)] as const;

  test.each(named)('add up to days: %s', (_, tally) => {
    const halfHours = tally(grid(...week, HALF_HOUR_MS));
    const quarters = tally(grid(...week, HALF_HOUR_MS / 2));
    const days = tally(grid(...week, DAY_MS));
    for (const metric of ['nOffered', 'tAnswered', 'tAbandon', 'tHandle', 'tAcw'] as const) {
      expect(total(halfHours, metric)).toBe(total(days, metric));
      expect(total(quarters, metric, 'sum')).toBe(total(days, metric, 'sum'));
    }
    expect(total(halfHours.slice(0, 48), 'nOffered')).toBe(count(days[0], 'nOffered'));
  });

  test('hold parts of the same contacts: some wait or talk across the border, nobody is answered before he was offered', () => {
    const end = START + sampleSize(120, 730) * DAY_MS;
    const halfHours = streamOf('Customer Service', 'voice').tally(grid(START, end, HALF_HOUR_MS));
    let waiting = 0;
    let talking = 0;
    const atTheEnd = halfHours.map((halfHour) => {
      waiting += count(halfHour, 'nOffered') - count(halfHour, 'tAnswered') - count(halfHour, 'tAbandon');
      talking += count(halfHour, 'tAnswered') - count(halfHour, 'tHandle');
      return { waiting, talking };
    });
    expect(atTheEnd.every((left) => left.waiting >= 0 && left.talking >= 0)).toBe(true);
    expect(atTheEnd.some((left) => left.waiting > 0)).toBe(true);
    expect(atTheEnd.some((left) => left.talking > 0)).toBe(true);
  });

  test('follow the profile that the module states', () => {
    // Parts per thousand of voice at 03:00, 10:00 and 20:00, as in the module.
    const days = grid(START, START + sampleSize(120, 730) * DAY_MS, DAY_MS);
    const offered = total(streamOf('Customer Service', 'voice').tally(days), 'nOffered');
    for (const [halfHour, permille] of [
      [6, 3],
      [20, 43],
      [40, 14],
    ] as const) {
      const at = days
        .slice(0, -1)
        .flatMap((day) => [day + halfHour * HALF_HOUR_MS, day + (halfHour + 1) * HALF_HOUR_MS]);
      const share =
        total(
          streamOf('Customer Service', 'voice')
            .tally(at)
            .filter((_, i) => i % 2 === 0),
          'nOffered',
        ) / offered;
      const truth = permille / 1000;
      // A count of a multinomial draw; five standard deviations are passed once in two million draws.
      expect(Math.abs(share - truth)).toBeLessThan(5 * Math.sqrt((truth * (1 - truth)) / offered));
    }
  });

  test('of less than a quarter are not made up', () => {
    expect(() => streamOf('Sales', 'chat').tally([START, START + 600_000])).toThrow('whole quarter-hours');
  });
});

// Nine tenths of all contacts are those of the first stream, whose two years take seconds.
const quick = isThorough ? centre : { ...centre, streams: centre.streams.slice(1) };

describe('contacts', () => {
  test.each(isThorough ? named : named.slice(1))(
    'are answered or abandoned, each once, and talk and work make the handle time: %s',
    (_, tally) => {
      const [all] = tally([START, END + DAY_MS]);
      expect(count(all, 'tAnswered') + count(all, 'tAbandon')).toBe(count(all, 'nOffered'));
      expect(count(all, 'tHandle')).toBe(count(all, 'tAnswered'));
      expect(count(all, 'tWait')).toBe(count(all, 'nOffered'));
      expect(all.tWait?.sum).toBe((all.tAnswered?.sum ?? 0) + (all.tAbandon?.sum ?? 0));
      expect(all.tHandle?.sum).toBe((all.tTalkComplete?.sum ?? 0) + (all.tAcw?.sum ?? 0));
      expect(all.oServiceLevel?.denominator).toBe(count(all, 'nOffered'));
      expect(all.oServiceLevel?.numerator).toBeLessThan(count(all, 'tAnswered'));
    },
  );

  test('are handled as long as the module states', () => {
    const [voice] = streamOf(isThorough ? 'Customer Service' : 'Billing', 'voice').tally([START, END + DAY_MS]);
    const meanSeconds = (voice.tHandle?.sum ?? 0) / count(voice, 'tHandle') / 1000;
    // An exponential distribution has its mean as standard deviation.
    expect(Math.abs(meanSeconds - 300)).toBeLessThan((5 * 300) / Math.sqrt(count(voice, 'tHandle')));
    const talkShare = (voice.tTalkComplete?.sum ?? 0) / (voice.tHandle?.sum ?? 0);
    expect(talkShare).toBeCloseTo(0.8, 3);
  });
});

describe('the same numbers', () => {
  test('come in every run and in whatever order days are asked for', () => {
    const [day] = [[Date.UTC(2018, 5, 1), Date.UTC(2018, 5, 2)]];
    const known = streamOf('Billing', 'voice').tally(day);
    const fresh = demoCentre();
    expect(streamOf('Billing', 'voice', fresh).tally(day)).toEqual(known);
    streamOf('Billing', 'voice', fresh).tally([Date.UTC(2018, 4, 1), Date.UTC(2018, 4, 8)]);
    expect(streamOf('Billing', 'voice', fresh).tally(day)).toEqual(known);
  });
});

describe('behind the server', () => {
  test('two years of days by queue and media type are one answer in UTC', () =>
    withServer({ centre: quick }, async (server) => {
      const response = await ask(server, '/api/v2/analytics/conversations/aggregates/query', {
        interval: '2017-01-01T00:00:00.000Z/2019-01-01T00:00:00.000Z',
        granularity: 'P1D',
        groupBy: ['queueId', 'mediaType'],
        metrics: ['nOffered', 'tHandle'],
      });
      const { results } = (await response.json()) as { results: { data: unknown[] }[] };
      expect(results.map(({ data }) => data.length)).toEqual(quick.streams.map(() => 730));
    }));

  test('local days of another zone are cut from the same contacts', () =>
    withServer({ centre }, async (server) => {
      const response = await ask(server, '/api/v2/analytics/conversations/aggregates/query', {
        interval: '2018-03-24T00:00:00.000+01:00/2018-03-27T00:00:00.000+02:00',
        granularity: 'P1D',
        timeZone: 'Europe/Berlin',
        groupBy: ['queueId', 'mediaType'],
        metrics: ['nOffered'],
      });
      const { results } = (await response.json()) as { results: { data: { interval: string }[] }[] };
      // Clocks went forward on 25 March 2018.
      expect(results[0]?.data.map(({ interval }) => interval)).toEqual([
        '2018-03-23T23:00:00.000Z/2018-03-24T23:00:00.000Z',
        '2018-03-24T23:00:00.000Z/2018-03-25T22:00:00.000Z',
        '2018-03-25T22:00:00.000Z/2018-03-26T22:00:00.000Z',
      ]);
    }));
});
