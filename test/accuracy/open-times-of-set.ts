import { type OpenTimes, openTimes } from '../../src/models/backtest/protocol.ts';
import { calendarStep, nominalDays } from '../../src/series/calendar-step.ts';
import type { Series } from '../../src/series/series.ts';
import { DAY_SECONDS } from '../../src/series/time-zone.ts';
import { type ObservedRow, wallSecondsOf } from '../support/reference-series.ts';
import type { AccuracySet } from './sets.ts';

/** The open times of a set, and what was observed at each. */
export function openTimesOfSet(rows: readonly ObservedRow[], set: AccuracySet): OpenTimes {
  const times = openTimes(seriesOfRows(rows, set));
  if (set.withoutRow === 'missing') return times;
  return { ...times, values: times.values.map((value) => (Number.isNaN(value) ? 0 : value)) };
}

/** Rows on the grid of their wall clock; of a time that clocks showed twice, the first counts. */
function seriesOfRows(rows: readonly ObservedRow[], { step: iso }: AccuracySet): Series {
  const step = calendarStep(iso);
  const stepSeconds = nominalDays(step) * DAY_SECONDS;
  const walls = rows.map(({ ds }) => wallSecondsOf(ds));
  const start = Math.floor(walls.reduce((least, wall) => Math.min(least, wall)) / DAY_SECONDS) * DAY_SECONDS;
  const last = walls.reduce((most, wall) => Math.max(most, wall));
  const values = new Float64Array(Math.floor((last - start) / stepSeconds) + 1).fill(Number.NaN);
  for (const [i, { y }] of rows.entries()) {
    const place = (walls[i] - start) / stepSeconds;
    if (Number.isInteger(place) && Number.isNaN(values[place])) values[place] = y;
  }
  return { start, step, timeZone: 'UTC', unit: 'contacts', values, closed: new Uint8Array(values.length) };
}
