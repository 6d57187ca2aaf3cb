/** How the logit of a rate moves from day to day. */
export interface DayVariances {
  /** Of the step that the level takes each day. */
  readonly drift: number;
  /** Of the weekdays around the level. */
  readonly weekday: number;
  /** Of a single day around its level and weekday. */
  readonly shock: number;
}

/** What one local day tells of the level: a measured logit, less all that belongs to the hours. */
export interface DayObservation {
  /** Days since the first; observations are in this order. */
  readonly day: number;
  /** 0 to 6. */
  readonly weekday: number;
  readonly logit: number;
  /** Sampling variance of `logit`, above 0. */
  readonly variance: number;
}

/** A normal belief. */
export interface Belief {
  readonly mean: number;
  readonly variance: number;
}

/** What is known of level and weekdays after the last observation. */
export interface DayLevel {
  readonly logLikelihood: number;
  /** What was believed of each observed day, its shock included, before it was seen, in their order. */
  readonly expected: readonly Belief[];
  /** What is believed of each observed day itself once it was seen, in their order. */
  readonly days: readonly Belief[];
  readonly lastDay: number;
  /** Level, then the seven weekdays. */
  readonly mean: Float64Array;
  /** Row-major, 8 x 8. */
  readonly covariance: Float64Array;
}

const SIZE = 8;

/** The logit of a rate that has Jeffreys' law, Beta(1/2, 1/2): mean 0 and variance 2 trigamma(1/2), which is pi squared. */
const UNKNOWN_RATE_VARIANCE = Math.PI ** 2;

/**
 * The Kalman filter of a level that walks, weekdays around it and days that stray: old days are forgotten exponentially, as fast
 * as the drift is large against the rest. Durbin and Koopman, Time Series Analysis by State Space Methods (2012), chapters 2 and 4.
 */
export function filterDayLevel(observations: readonly DayObservation[], variances: DayVariances): DayLevel {
  const mean = new Float64Array(SIZE);
  const covariance = new Float64Array(SIZE * SIZE);
  covariance[0] = UNKNOWN_RATE_VARIANCE;
  for (let i = 1; i < SIZE; i++) covariance[i * SIZE + i] = variances.weekday;
  const expected: Belief[] = [];
  const days: Belief[] = [];
  const gain = new Float64Array(SIZE);
  let logLikelihood = 0;
  let lastDay = 0;
  for (const { day, weekday, logit, variance } of observations) {
    covariance[0] += variances.drift * (day - lastDay);
    lastDay = day;
    const column = 1 + weekday;
    for (let i = 0; i < SIZE; i++) gain[i] = covariance[i * SIZE] + covariance[i * SIZE + column];
    const dayVariance = gain[0] + gain[column] + variances.shock;
    const total = dayVariance + variance;
    const surprise = logit - mean[0] - mean[column];
    expected.push({ mean: mean[0] + mean[column], variance: dayVariance });
    days.push({
      mean: mean[0] + mean[column] + (dayVariance / total) * surprise,
      variance: (dayVariance * variance) / total,
    });
    logLikelihood -= 0.5 * (Math.log(total) + surprise ** 2 / total);
    for (let i = 0; i < SIZE; i++) {
      const share = gain[i] / total;
      mean[i] += share * surprise;
      for (let j = 0; j < SIZE; j++) covariance[i * SIZE + j] -= share * gain[j];
    }
  }
  return { logLikelihood, expected, days, lastDay, mean, covariance };
}

/** The level plus the weekday of a later day, without that day's own shock. */
export function believedDay(level: DayLevel, variances: DayVariances, day: number, weekday: number): Belief {
  const { mean, covariance, lastDay } = level;
  const column = 1 + weekday;
  return {
    mean: mean[0] + mean[column],
    variance:
      covariance[0] +
      2 * covariance[column] +
      covariance[column * SIZE + column] +
      variances.drift * Math.max(0, day - lastDay),
  };
}

/** Share of the variance of a weekday's part that the observations explain, 0 to 1. */
export function knownWeekdayFraction({ covariance }: DayLevel, variances: DayVariances, weekday: number): number {
  const place = 1 + weekday;
  return 1 - covariance[place * SIZE + place] / variances.weekday;
}
