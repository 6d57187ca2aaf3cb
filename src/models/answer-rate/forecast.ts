import type { BetaLaw } from '../../numeric/beta-binomial.ts';
import { gridOf } from '../../series/calendar-step.ts';
import { type EpochSeconds, wallSecondsAt } from '../../series/time-zone.ts';
import { HOUR } from './call-history.ts';
import { type Belief, believedDay } from './day-level.ts';
import { hourOfWeek, localDay, weekdayOfDay } from './dialled-hours.ts';
import type { FittedAnswerRate } from './fit.ts';
import { logitNormalMoments } from './logit-normal.ts';
import { type WeeklyShape, weeklyShapeOf } from './weekly-shape.ts';

/** What an hour is expected to bring. */
interface HourlyAnswerRate {
  readonly start: EpochSeconds;
  /** Expected rate, strictly between 0 and 1. */
  readonly rate: number;
  /** The rate that this one hour will have: shocks of day and hour included, so that answers of m attempts are beta-binomial. */
  readonly law: BetaLaw;
  /** Independent attempts that would make the expected rate as sure as the whole history does. */
  readonly effectiveAttempts: number;
}

export interface AnswerRateForecast {
  readonly timeZone: string;
  readonly hours: readonly HourlyAnswerRate[];
  readonly weeklyShape: WeeklyShape;
}

/**
 * The answer rate of each of the `horizon` whole local hours after the history. Hours in which the campaign never dialled have one too,
 * less sure: whether calls may be placed then is not for a rate to say. Throws RangeError unless `horizon` is whole and not negative.
 */
export function forecastAnswerRate(fitted: FittedAnswerRate, horizon: number): AnswerRateForecast {
  if (!Number.isInteger(horizon) || horizon < 0)
    throw new RangeError(`the horizon must be a whole number of hours, 0 or more, not ${horizon}`);
  const starts = gridOf(fitted.end, HOUR, fitted.timeZone, horizon);
  const hours = Array.from(starts, (start) => hourlyRate(fitted, start));
  return { timeZone: fitted.timeZone, hours, weeklyShape: weeklyShapeOf(fitted) };
}

function hourlyRate(fitted: FittedAnswerRate, start: EpochSeconds): HourlyAnswerRate {
  const wall = wallSecondsAt(fitted.timeZone, start);
  const { known, shockVariance } = dayBelief(fitted, localDay(wall));
  const hour = fitted.profile.hours[hourOfWeek(wall)];
  const mean = known.mean + hour.mean;
  const variance = known.variance + hour.variance;
  const expected = logitNormalMoments({ mean, variance });
  const ofDay = logitNormalMoments({ mean, variance: variance + shockVariance });
  // Law of total variance: the hour's own rate has variance dispersion p (1 - p) around that of the day.
  const hourVariance = ofDay.variance + fitted.dispersion * (ofDay.mean * (1 - ofDay.mean) - ofDay.variance);
  return {
    start,
    rate: ofDay.mean,
    law: betaLawOf({ mean: ofDay.mean, variance: hourVariance }),
    effectiveAttempts: sizeOf(expected),
  };
}

/** Of the day that the history ends in, the shock is known as far as its hours showed it; that of later days is to come. */
function dayBelief(fitted: FittedAnswerRate, day: number): { known: Belief; shockVariance: number } {
  const { level, dayVariances, days } = fitted;
  const today = level.days.at(-1);
  if (today !== undefined && day === days.at(-1)) return { known: today, shockVariance: 0 };
  const known = believedDay(level, dayVariances, day - days[0], weekdayOfDay(day));
  return { known, shockVariance: dayVariances.shock };
}

/** The beta law with the given mean and variance. */
function betaLawOf(rate: Belief): BetaLaw {
  const size = sizeOf(rate);
  return { alpha: rate.mean * size, beta: (1 - rate.mean) * size };
}

/** alpha + beta: as many independent attempts leave a rate as uncertain. */
const sizeOf = ({ mean, variance }: Belief): number => (mean * (1 - mean)) / variance - 1;
