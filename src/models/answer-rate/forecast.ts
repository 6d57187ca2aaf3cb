import { gridOf } from '../../series/calendar-step.ts';
import { type EpochSeconds, wallSecondsAt } from '../../series/time-zone.ts';
import type { PredictedRate } from './bounds.ts';
import { HOUR } from './call-history.ts';
import { type Belief, believedDay } from './day-level.ts';
import { hourOfWeek, localDay, weekdayOfDay } from './dialled-hours.ts';
import type { FittedAnswerRate } from './fit.ts';
import { hourLaw, sizeOf } from './hour-law.ts';
import { logitNormalMoments } from './logit-normal.ts';
import { type WeeklyShape, weeklyShapeOf } from './weekly-shape.ts';

/** What an hour is expected to bring. */
interface HourlyAnswerRate extends PredictedRate {
  readonly start: EpochSeconds;
  /** Expected rate, strictly between 0 and 1. */
  readonly rate: number;
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
  const law = hourLaw({ mean, variance: variance + shockVariance }, fitted.dispersion);
  return {
    start,
    rate: law.alpha / (law.alpha + law.beta),
    law,
    calibration: fitted.calibration,
    effectiveAttempts: sizeOf(logitNormalMoments({ mean, variance })),
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
