import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarStep, gridOf } from '../../src/series/calendar-step.ts';
import type { VolumeRecord } from '../../src/series/records.ts';
import { type SeriesQuestion, volumeSeries } from '../../src/series/volume-series.ts';
import { utc, volumeRecord } from './volume-record.ts';

const week: SeriesQuestion = {
  from: utc('2024-05-06'),
  to: utc('2024-05-13'),
  step: calendarStep('P1D'),
  timeZone: 'UTC',
  metric: 'offered',
  by: [],
};

const day = (date: string, fields: Partial<VolumeRecord> = {}): VolumeRecord =>
  volumeRecord({ intervalStart: utc(date), intervalEnd: utc(date) + 86_400, ...fields });

const valuesOf = (records: VolumeRecord[], question: SeriesQuestion): number[][] =>
  volumeSeries(records, question).map(({ series }) => [...series.values]);

describe('the grid', () => {
  test('A.1.2: a day without a record is a 0 in the series, not a day that is skipped', () => {
    const records = [day('2024-05-06', { offered: 5 }), day('2024-05-09', { offered: 7 })];
    expect(valuesOf(records, week)).toEqual([[5, 0, 0, 7, 0, 0, 0]]);
  });

  test('A.1.3: starts and ends with whole days, so a record of the running day is left out', () => {
    const asked = { ...week, to: utc('2024-05-08') };
    const records = [
      day('2024-05-06', { offered: 90 }),
      day('2024-05-07', { offered: 95 }),
      day('2024-05-08', { offered: 3 }),
    ];
    expect(valuesOf(records, asked)).toEqual([[90, 95]]);
  });

  test('A.1.4: a contact of the local evening belongs to the local day, though it is tomorrow in UTC', () => {
    const timeZone = 'America/New_York';
    const question = { ...week, from: utc('2024-05-06T04:00:00'), to: utc('2024-05-08T04:00:00'), timeZone };
    const evening = volumeRecord({ intervalStart: utc('2024-05-07T02:00:00'), offered: 4 });
    expect(valuesOf([evening], question)).toEqual([[4, 0]]);
  });

  test('A.6: a local day of 25 hours is one interval, with all its contacts', () => {
    const timeZone = 'Europe/London';
    const from = utc('2024-10-26T23:00:00');
    const to = utc('2024-10-28T00:00:00');
    const hourly = Array.from({ length: 25 }, (_, i) => volumeRecord({ intervalStart: from + i * 3600, offered: 1 }));
    expect(valuesOf(hourly, { ...week, from, to, timeZone })).toEqual([[25]]);
  });

  test('is the same for all series that start together, whatever records they have', () => {
    const records = [
      day('2024-05-06', { offered: 1 }),
      day('2024-05-06', { offered: 1, queueId: 'q2', queueName: 'Sales' }),
      day('2024-05-12', { offered: 2, queueId: 'q2', queueName: 'Sales' }),
    ];
    expect(valuesOf(records, { ...week, by: ['queue'] })).toEqual([
      [1, 0, 0, 0, 0, 0, 2],
      [1, 0, 0, 0, 0, 0, 0],
    ]);
  });

  test('refuses a record that lies in two of its intervals', () => {
    const acrossMidnight = volumeRecord({ intervalStart: utc('2024-05-06T23:30:00'), offered: 1 });
    expect(() => volumeSeries([acrossMidnight], week)).toThrow(
      expect.objectContaining({
        exitCode: 6,
        message: expect.stringContaining('2024-05-06T23:30:00Z/2024-05-07T00:30:00Z'),
      }),
    );
    const weekly = day('2024-05-06', { intervalEnd: utc('2024-05-13') });
    expect(() => volumeSeries([weekly], week)).toThrow(expect.objectContaining({ exitCode: 6 }));
  });

  test('A.1.3: refuses a range whose last interval would be cut', () => {
    const records = [day('2024-05-06', { offered: 1 })];
    expect(() => volumeSeries(records, { ...week, to: week.to - 3600 })).toThrow(RangeError);
    expect(() => volumeSeries(records, { ...week, step: calendarStep('P2D') })).toThrow(RangeError);
    expect(() => volumeSeries(records, { ...week, timeZone: 'Europe/London' })).toThrow(RangeError);
  });

  test('refuses a record that begins before the range and reaches into it', () => {
    const early = volumeRecord({ intervalStart: utc('2024-05-05T23:30:00'), offered: 1 });
    expect(() => volumeSeries([early], week)).toThrow(expect.objectContaining({ exitCode: 6 }));
  });
});

describe('the start', () => {
  test('is the first contact: before it the queue did not exist, which is not the same as 0', () => {
    const records = [day('2024-05-09', { offered: 3 }), day('2024-05-11', { offered: 4 })];
    const [only] = volumeSeries(records, week);
    expect(only?.series.start).toBe(utc('2024-05-09'));
    expect([...(only?.series.values ?? [])]).toEqual([3, 0, 4, 0]);
    expect(only?.series.closed).toHaveLength(4);
  });

  test('starts at the first conversation too, such as a call that an agent made on behalf of the queue', () => {
    const records = [day('2024-05-08', { conversations: 1 }), day('2024-05-10', { conversations: 2, offered: 2 })];
    const [only] = volumeSeries(records, week);
    expect(only?.series.start).toBe(utc('2024-05-08'));
    expect([...(only?.series.values ?? [])]).toEqual([0, 0, 2, 0, 0]);
  });

  test('does not wait for the metric: contacts without an abandonment count', () => {
    const records = [day('2024-05-07', { offered: 3 }), day('2024-05-09', { offered: 3, abandoned: 1 })];
    expect(valuesOf(records, { ...week, metric: 'abandoned' })).toEqual([[0, 0, 1, 0, 0, 0]]);
  });

  test('of a queue without any contact is that of the range, so that it shows as all zero', () => {
    expect(valuesOf([day('2024-05-09')], week)).toEqual([[0, 0, 0, 0, 0, 0, 0]]);
  });
});

describe('grouping', () => {
  const records = [
    day('2024-05-06', { offered: 1, queueId: 'b', queueName: 'Sales' }),
    day('2024-05-06', { offered: 2, queueId: 'b', queueName: 'Sales', mediaType: 'callback' }),
    day('2024-05-06', { offered: 4, queueId: 'a', queueName: 'Support' }),
    day('2024-05-06', { offered: 8, queueId: 'c', queueName: 'Sales' }),
  ];
  const grouped = (by: SeriesQuestion['by']) =>
    volumeSeries(records, { ...week, by }).map(({ key, series }) => [key, series.values[0]]);

  test('keeps queues and media types apart, ordered by name, then id, then media type', () => {
    expect(grouped(['queue', 'media'])).toEqual([
      [{ queueId: 'b', queueName: 'Sales', mediaType: 'callback' }, 2],
      [{ queueId: 'b', queueName: 'Sales', mediaType: 'voice' }, 1],
      [{ queueId: 'c', queueName: 'Sales', mediaType: 'voice' }, 8],
      [{ queueId: 'a', queueName: 'Support', mediaType: 'voice' }, 4],
    ]);
  });

  test('sums what is not named', () => {
    expect(grouped(['media'])).toEqual([
      [{ mediaType: 'callback' }, 2],
      [{ mediaType: 'voice' }, 13],
    ]);
    expect(grouped([])).toEqual([[{}, 15]]);
  });

  test('calls a renamed queue by its latest name, in one series', () => {
    const renamed = [
      day('2024-05-08', { offered: 2, queueName: 'Care' }),
      day('2024-05-06', { offered: 1, queueName: 'Support' }),
    ];
    expect(volumeSeries(renamed, { ...week, by: ['queue'] })[0]?.key).toEqual({ queueId: 'q1', queueName: 'Care' });
  });

  test('A.6: invents no name for a queue that the listing does not show', () => {
    const { queueName: _, ...nameless } = day('2024-05-06', { offered: 1 });
    expect(volumeSeries([nameless], { ...week, by: ['queue'] })[0]?.key).toEqual({ queueId: 'q1' });
  });

  test('does not depend on the order of the records', () => {
    const many = fc.array(
      fc.record({
        hour: fc.integer({ min: 0, max: 167 }),
        queueId: fc.constantFrom('a', 'b'),
        offered: fc.integer({ min: 0, max: 9 }),
      }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(many, (contacts) => {
        const hourly = contacts.map(({ hour, queueId, offered }) =>
          volumeRecord({ intervalStart: week.from + hour * 3600, queueId, queueName: queueId, offered }),
        );
        const question: SeriesQuestion = { ...week, by: ['queue'] };
        expect(volumeSeries(hourly, question)).toEqual(volumeSeries(hourly.toReversed(), question));
      }),
    );
  });

  test('loses and invents no contact', () => {
    const contacts = fc.array(fc.tuple(fc.integer({ min: 0, max: 335 }), fc.integer({ min: 0, max: 99 })), {
      minLength: 1,
    });
    const steps = fc.constantFrom('PT30M', 'PT1H', 'PT4H', 'P1D', 'P1W').map(calendarStep);
    fc.assert(
      fc.property(contacts, steps, fc.constantFrom('UTC', 'Europe/London'), (counts, step, timeZone) => {
        const from = timeZone === 'UTC' ? utc('2024-10-21') : utc('2024-10-20T23:00:00');
        const to = gridOf(from, calendarStep('P1W'), timeZone, 2)[1] ?? Number.NaN;
        const halfHours = counts.map(([i, offered]) =>
          volumeRecord({ intervalStart: from + i * 1800, intervalEnd: from + (i + 1) * 1800, offered }),
        );
        const [values = []] = valuesOf(halfHours, { ...week, from, to, timeZone, step });
        const sum = (numbers: number[]) => numbers.reduce((total, value) => total + value, 0);
        expect(sum(values)).toBe(sum(counts.map(([, offered]) => offered)));
      }),
    );
  });
});

test.each([
  ['offered', 10, 'contacts'],
  ['answered', 7, 'contacts'],
  ['abandoned', 2, 'contacts'],
  ['handleSeconds', 1234, 'seconds'],
] as const)('the metric %s is read in its unit', (metric, value, unit) => {
  const record = day('2024-05-06', { offered: 10, answered: 7, abandoned: 2, handleSeconds: 1234, handled: 6 });
  const [only] = volumeSeries([record], { ...week, metric });
  expect(only?.series.values[0]).toBe(value);
  expect(only?.series.unit).toBe(unit);
});

test('A.6: no record in the range is a failure that says what would help, not a series of zeros', () => {
  const outside = day('2024-04-01', { offered: 9 });
  expect(() => volumeSeries([outside], week)).toThrow(
    expect.objectContaining({
      exitCode: 5,
      message: 'there are no contacts in the range 2024-05-06 to 2024-05-13 (UTC)',
      hint: expect.stringContaining('longer range'),
    }),
  );
});
