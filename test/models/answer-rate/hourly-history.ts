import type { CallHistory } from '../../../src/models/answer-rate/call-history.ts';
import { fitAnswerRate } from '../../../src/models/answer-rate/fit.ts';
import { type AnswerRateForecast, forecastAnswerRate } from '../../../src/models/answer-rate/forecast.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';

/** A Monday, 0:00 UTC. */
export const MONDAY = Date.UTC(2026, 0, 5) / 1000;

/** Attempts and answers of an hour. */
export type Calls = readonly [attempts: number, answers: number];

export const MISSING: Calls = [Number.NaN, Number.NaN];

/** A history in UTC from a Monday on, hour by hour. */
export function hourlyHistory(hours: number, callsIn: (hour: number) => Calls): CallHistory {
  const calls = Array.from({ length: hours }, (_, hour) => callsIn(hour));
  return {
    start: MONDAY,
    step: calendarStep('PT1H'),
    timeZone: 'UTC',
    attempts: Float64Array.from(calls, ([attempts]) => attempts),
    answers: Float64Array.from(calls, ([, answers]) => answers),
  };
}

/** From the end of an hourly history on. */
export function forecastAfter(history: CallHistory, horizon = 24): AnswerRateForecast {
  return forecastAnswerRate(fitAnswerRate(history, history.start + 3600 * history.attempts.length), horizon);
}

/** As many answers as come nearest to the rate. */
export const callsAt = (attempts: number, rate: number): Calls => [attempts, Math.round(attempts * rate)];
