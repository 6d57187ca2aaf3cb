// Expected values: the same model once more in Python, written from its description; fixtures/reference/level-shape/README.md.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { levelShape } from '../../../src/models/level-shape/level-shape.ts';
import { stepOfSeconds } from '../../../src/series/calendar-step.ts';
import type { Series } from '../../../src/series/series.ts';
import { DAY_SECONDS } from '../../../src/series/time-zone.ts';
import { readSeriesRows, wallSecondsOf } from '../../support/reference-series.ts';

interface ReferenceCase {
  readonly name: string;
  readonly file: string;
  readonly id?: string;
  readonly start: string;
  /** Not included. */
  readonly end: string;
  readonly step: number;
  readonly horizon: number;
  /** Which rows belong to the series. */
  readonly keep?: 'working days' | 'opening hours';
  /** The open ones among the intervals after the history, and what is said of each. */
  readonly intervals: readonly number[];
  readonly point: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

const CASES: ReferenceCase[] = JSON.parse(readFileSync('fixtures/reference/level-shape/level-shape.json', 'utf8'));

// 1970-01-01 was a Thursday.
const [SATURDAY, SUNDAY] = [2, 3];
const isKept = {
  'working days': (weekday: number) => weekday !== SATURDAY && weekday !== SUNDAY,
  'opening hours': (weekday: number, hour: number) =>
    weekday === SATURDAY ? hour >= 9 && hour < 14 : weekday !== SUNDAY && hour >= 7 && hour < 20,
};

const instantOf = (text: string): number =>
  Date.parse(text.includes('T') ? `${text}:00:00Z` : `${text}T00:00:00Z`) / 1000;

function seriesOf({ file, id, start, end, step, keep }: ReferenceCase): Series {
  const [from, to] = [instantOf(start), instantOf(end)];
  const values = new Float64Array((to - from) / step).fill(Number.NaN);
  const folder = file.slice(0, file.lastIndexOf('/'));
  for (const { ds, y } of readSeriesRows(folder, { file, ...(id === undefined ? {} : { id }) })) {
    const at = wallSecondsOf(ds);
    const isIn = keep === undefined || isKept[keep](Math.floor(at / DAY_SECONDS) % 7, (at % DAY_SECONDS) / 3600);
    if (at >= from && at < to && isIn) values[(at - from) / step] = y;
  }
  const closed = new Uint8Array(values.length);
  return { start: from, step: stepOfSeconds(step), timeZone: 'UTC', unit: 'contacts', values, closed };
}

describe('against a second implementation', () => {
  test.each(CASES)('$name: point and 80 % bounds', (expected) => {
    const { point, intervals, closed } = levelShape.fit(seriesOf(expected)).forecast(expected.horizon, [0.8]);
    const open = [...closed.keys()].filter((i) => closed[i] === 0);
    expect(open).toEqual(expected.intervals);
    const [{ lower, upper }] = intervals;
    for (const [ours, theirs] of [
      [point, expected.point],
      [lower, expected.lower],
      [upper, expected.upper],
    ] as const) {
      for (const [k, i] of open.entries()) {
        // Both round in another order; twelve digits are given. Weights go with a power of 20 of sums of errors.
        expect(Math.abs(ours[i] - theirs[k])).toBeLessThanOrEqual(1e-9 * expected.point[k]);
      }
    }
  });
});
