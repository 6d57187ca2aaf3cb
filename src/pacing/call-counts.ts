import type { CallHistory } from '../models/answer-rate/call-history.ts';
import { calendarStep, gridOf, stepsBetween } from '../series/calendar-step.ts';
import type { OutboundRecord } from '../series/records.ts';
import { type EpochSeconds, startOfDay } from '../series/time-zone.ts';
import type { AbandonmentCount } from './abandonment-count.ts';

const HOUR = calendarStep('PT1H');

/**
 * Attempts and answers by the hour from hourly records; NaN where there is none. A call is counted as an attempt when it begins and as
 * an answer when it is answered, so an hour may have more answers than attempts: the surplus began in the hour before, and goes back
 * there as far as that hour has attempts without an answer.
 */
export function callHistory(
  records: readonly OutboundRecord[],
  from: EpochSeconds,
  to: EpochSeconds,
  timeZone: string,
): CallHistory {
  const hours = stepsBetween(from, to, HOUR, timeZone);
  const places = new Map(Array.from(gridOf(from, HOUR, timeZone, hours), (start, i) => [start, i]));
  const attempts = new Float64Array(hours).fill(Number.NaN);
  const answers = new Float64Array(hours).fill(Number.NaN);
  for (const { intervalStart, attempted, connected } of records) {
    const i = places.get(intervalStart);
    if (i === undefined) continue;
    attempts[i] = attempted;
    answers[i] = connected;
  }
  for (let i = hours - 1; i >= 0; i--) {
    const surplus = answers[i] - attempts[i];
    if (!(surplus > 0)) continue;
    answers[i] = attempts[i];
    if (i > 0 && !Number.isNaN(attempts[i - 1])) answers[i - 1] += surplus;
  }
  return { start: from, step: HOUR, timeZone, attempts, answers };
}

/** Answered and abandoned calls of the records that begin from an instant on. */
export function abandonmentSince(records: readonly OutboundRecord[], from: EpochSeconds): AbandonmentCount {
  return records
    .filter(({ intervalStart }) => intervalStart >= from)
    .reduce(
      (sum, { connected, abandoned }) => ({
        answers: sum.answers + connected,
        abandoned: sum.abandoned + abandoned,
      }),
      { answers: 0, abandoned: 0 },
    );
}

/** Answered and abandoned calls of each local day that has any. */
export function abandonmentByDay(records: readonly OutboundRecord[], timeZone: string): AbandonmentCount[] {
  const days = new Map<EpochSeconds, AbandonmentCount>();
  for (const { intervalStart, connected, abandoned } of records) {
    const day = startOfDay(timeZone, intervalStart);
    const sum = days.get(day) ?? { answers: 0, abandoned: 0 };
    days.set(day, { answers: sum.answers + connected, abandoned: sum.abandoned + abandoned });
  }
  return [...days.values()];
}
