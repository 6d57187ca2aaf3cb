import { nominalDays } from './calendar-step.ts';
import { intervalStarts, type Series } from './series.ts';
import type { EpochSeconds } from './time-zone.ts';

// A week has all weekdays; what is shorter may be an outage.
const LEAST_DAYS = 7;
// Beyond this chance of seeing nothing for so long, it is not taken for an end.
const CHANCE_OF_NOTHING = 0.001;

/**
 * The start of the first interval without anything, where nothing came from it to the end of a history, for a week or longer, and the
 * chance of that at the rate before it (Poisson) is below 0.1 %. Undefined otherwise.
 */
export function seemsEndedSince(series: Series): EpochSeconds | undefined {
  const { values, step, unit } = series;
  const last = values.findLastIndex((value) => value !== 0 && !Number.isNaN(value));
  const empty = values.subarray(last + 1);
  if (last === -1 || empty.length * nominalDays(step) < LEAST_DAYS) return undefined;
  const before = values.subarray(0, last + 1).filter((value) => !Number.isNaN(value));
  // Seconds say only that there was a contact: one is the least.
  const contacts = before.reduce((sum, value) => sum + (unit === 'contacts' ? value : Math.sign(value)), 0);
  const observed = empty.filter((value) => value === 0).length;
  const expected = (contacts / before.length) * observed;
  return Math.exp(-expected) < CHANCE_OF_NOTHING ? intervalStarts(series)[last + 1] : undefined;
}
