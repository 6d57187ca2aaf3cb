import { describe, expect, test } from 'vitest';
import { disturbedHours } from '../../../src/models/cleaning/disturbed-hours.ts';
import { nextUniform, type RandomStream, randomStream } from '../../../src/numeric/random-stream.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { closeTimes } from '../../../src/series/closed-times.ts';
import { learnedClosing } from '../../../src/series/learned-closing.ts';
import type { Series } from '../../../src/series/series.ts';
import { sampleSize } from '../../support/sample-size.ts';
import { negativeBinomialCount, poissonCount } from '../random-counts.ts';
import { numbers, seriesOf } from '../series-of.ts';

type Draw = (mean: number, stream: RandomStream) => number;

/** Contacts an hour: open from 8 to 18 from Monday to Friday, with a dip at lunch. */
const usualAt = (hour: number, perHour: number): number => {
  const ofDay = hour % 24;
  const isOpen = ofDay >= 8 && ofDay < 18 && Math.floor(hour / 24) % 7 < 5;
  return isOpen ? perHour * (Math.floor(ofDay) === 12 ? 0.2 : 1) : 0;
};

function history(weeks: number, step: 'PT15M' | 'PT1H', perHour: number, draw: Draw, stream: RandomStream): Series {
  const perStep = step === 'PT1H' ? 1 : 4;
  const values = numbers(weeks * 168 * perStep, (i) => draw(usualAt(i / perStep, perHour) / perStep, stream));
  return seriesOf(values, { step: calendarStep(step) });
}

/** The history with values from one hour to another multiplied. */
function changed(series: Series, fromHour: number, toHour: number, factor: number): Series {
  const perHour = 3600 / series.step.count;
  const values = series.values.map((value, i) =>
    i >= fromHour * perHour && i < toHour * perHour ? Math.round(factor * value) : value,
  );
  return { ...series, values };
}

const WEDNESDAY = 24 * (5 * 7 + 2);
const clean = (seed: number, weeks = 10): Series => history(weeks, 'PT1H', 40, poissonCount, randomStream(seed));
const found = (series: Series) => disturbedHours(series).map(({ interval, length, kind }) => [interval, length, kind]);

const DRAWS: readonly (readonly [string, Draw])[] = [
  ['Poisson counts', poissonCount],
  ['negative binomial counts', (mean, stream) => negativeBinomialCount(mean, 10, stream)],
];

describe.each(DRAWS)('of %s', (_, draw) => {
  test.each(['PT15M', 'PT1H'] as const)(
    'in steps of %s, three hours without contacts are found, and nothing where there is nothing',
    (step) => {
      const stream = randomStream(17);
      const histories = sampleSize(step === 'PT1H' ? 10 : 3, 200);
      let [alarms, hits] = [0, 0];
      for (let k = 0; k < histories; k++) {
        const series = history(6, step, 20, draw, stream);
        if (disturbedHours(series).length > 0) alarms++;
        const day = 7 * Math.floor(1 + 5 * nextUniform(stream)) + Math.floor(5 * nextUniform(stream));
        const from = 24 * day + (nextUniform(stream) < 0.5 ? 8 : 13);
        const perHour = 3600 / series.step.count;
        const isThere = disturbedHours(changed(series, from, from + 3, 0)).some(
          ({ kind, interval, length }) =>
            kind === 'outage' && interval < (from + 3) * perHour && interval + length > from * perHour,
        );
        if (isThere) hits++;
      }
      // One in twenty, and two standard errors of so many draws.
      const slack = 2 * Math.sqrt(0.05 * 0.95 * histories);
      expect(alarms).toBeLessThanOrEqual(0.05 * histories + slack);
      expect(hits).toBeGreaterThanOrEqual(0.95 * histories - slack);
    },
  );
});

describe('a stretch', () => {
  test('of next to nothing is an outage from its first interval to its last, told with what was usual', () => {
    const [{ interval, length, kind, value, usual }] = disturbedHours(
      changed(clean(1), WEDNESDAY + 14, WEDNESDAY + 18, 0),
    );
    expect([interval, length, kind, value]).toEqual([WEDNESDAY + 14, 4, 'outage', 0]);
    // Four hours of 40 Poisson contacts, their usual number the mean of some weeks of them.
    expect(Math.abs(usual / 160 - 1)).toBeLessThan(0.1);
  });

  test('of several times as much is a flood', () => {
    expect(found(changed(clean(2), WEDNESDAY + 9, WEDNESDAY + 12, 4))).toEqual([[WEDNESDAY + 9, 3, 'flood']]);
  });

  test('of half as much, or half as much again, is neither', () => {
    const series = changed(changed(clean(3), WEDNESDAY + 9, WEDNESDAY + 12, 0.5), WEDNESDAY + 33, WEDNESDAY + 36, 1.5);
    expect(found(series)).toEqual([]);
  });

  test('that goes on at the next opening is one, and yesterday’s is found, too', () => {
    const series = closeTimes(clean(4), learnedClosing(clean(4)));
    const friday = 24 * (9 * 7 + 4);
    expect(found(changed(series, WEDNESDAY + 14, WEDNESDAY + 36, 0))).toEqual([[WEDNESDAY + 14, 22, 'outage']]);
    expect(found(changed(series, friday + 9, friday + 18, 0))).toEqual([[friday + 9, 9, 'outage']]);
  });
});

describe('is not disturbed', () => {
  test('what lasts for three days: a level or a pattern that is new', () => {
    expect(found(changed(clean(5), WEDNESDAY, WEDNESDAY + 72, 0))).toEqual([]);
    const last = 24 * 7 * 8;
    expect(found(changed(clean(5), last, last + 14 * 24, 3))).toEqual([]);
    expect(found(changed(clean(5), last, last + 14 * 24, 0))).toEqual([]);
  });

  test('a day that is a holiday in many countries, or that comes back by the calendar', () => {
    const mayDay = 24 * 115;
    const series = clean(6, 20);
    expect(new Date((series.start + mayDay * 3600) * 1000).toISOString()).toContain('05-01');
    expect(found(changed(series, mayDay, mayDay + 24, 0))).toEqual([]);
    // The 3rd of June of two years.
    const [first, second] = [24 * 148, 24 * (148 + 365)];
    const long = clean(7, 78);
    expect(found(changed(changed(long, first, first + 24, 0), second, second + 24, 0))).toEqual([]);
    expect(found(changed(long, first, first + 24, 0))).toEqual([[first + 8, 10, 'outage']]);
  });

  test('counts of a handful a day, whatever they are', () => {
    const stream = randomStream(8);
    expect(found(history(20, 'PT1H', 0.3, poissonCount, stream))).toEqual([]);
  });

  test('days, less than four weeks, values below 0, and next to nothing known', () => {
    const outage = changed(clean(9), WEDNESDAY + 9, WEDNESDAY + 15, 0);
    expect(found(outage)).toHaveLength(1);
    const first = (many: number): Series => ({
      ...outage,
      values: outage.values.slice(0, many),
      closed: outage.closed.slice(0, many),
    });
    expect(found(first(24 * 27))).toEqual([]);
    expect(found({ ...outage, step: calendarStep('P1D') })).toEqual([]);
    expect(found({ ...outage, values: outage.values.with(3, -1) })).toEqual([]);
    expect(found({ ...outage, values: outage.values.map((value, i) => (i % 40 === 0 ? value : Number.NaN)) })).toEqual(
      [],
    );
  });
});
