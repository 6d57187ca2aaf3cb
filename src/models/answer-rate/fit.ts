import { addSteps } from '../../series/calendar-step.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { Calibration } from './calibration.ts';
import { type CallHistory, HOUR, wholeHours } from './call-history.ts';
import { dayAheadCalibration, type OwnHours } from './day-ahead.ts';
import { type DayLevel, type DayObservation, type DayVariances, filterDayLevel } from './day-level.ts';
import { type DialledHours, dialledHours, WEEK_HOURS, weekdayOfDay } from './dialled-hours.ts';
import { dispersionOf, USUAL_DISPERSION } from './dispersion.ts';
import { type HourProfile, type HourSums, type HourVariances, shrunkProfile } from './hour-profile.ts';
import { expit } from './logit-normal.ts';
import { improvedVariances } from './variance-search.ts';

/** What was learned of the answer rate of a campaign; its logit is the belief of a day plus that of an hour of the week. */
export interface FittedAnswerRate {
  /** End of the last whole hour. */
  readonly end: EpochSeconds;
  readonly timeZone: string;
  /** The local days with attempts, in days since 1970-01-01. */
  readonly days: readonly number[];
  readonly level: DayLevel;
  readonly profile: HourProfile;
  readonly dayVariances: DayVariances;
  readonly hourVariances: HourVariances;
  /** Correlation of two calls of the same hour, given day and hour of the week. */
  readonly dispersion: number;
  /** How laws of this fit have held one day ahead. */
  readonly calibration: Calibration;
}

/** Where the search stands: the last logit of each hour, and all that was learned around them. */
interface Estimate extends Omit<FittedAnswerRate, 'calibration' | 'end' | 'timeZone' | 'days'> {
  readonly logits: Float64Array;
  readonly own: OwnHours;
}

/** The logit that each hour measures, and how well: precisions are inverse variances. */
interface MeasuredLogits {
  readonly logits: Float64Array;
  readonly precisions: Float64Array;
}

// Standard deviations on the logit scale, where a history is too short to tell its own.
const USUAL_DAY: DayVariances = { drift: 0.05 ** 2, weekday: 0.2 ** 2, shock: 0.15 ** 2 };
const USUAL_HOUR: HourVariances = { hourOfDay: 0.3 ** 2, hourOfWeek: 0.15 ** 2 };

/** By what variances are multiplied or divided in each round. */
const SEARCH_FACTORS = [4, 4, 2, 2, 1.4, 1.4, 1.2];

/** The rounds go on until no logit moves by more than this, a small part of what any history leaves uncertain. */
const SETTLED = 0.005;

/** Enough but for histories that no campaign has, all answered in one hour and none of 100,000 in the next: nothing is sure then. */
const MOST_ROUNDS = 100;

/** A logit moves by no more in a round, since far from the last one the normal measurements mislead. */
const LONGEST_MOVE = 1;

/** The profile changes with the people on the list: after so long an hour counts half. */
const PROFILE_HALF_LIFE_HOURS = 8 * WEEK_HOURS;

/**
 * Learns the answer rate of a campaign from its whole hours before `asOf`. Answers are beta-binomial; the logit of the rate is a level
 * that walks from day to day, plus weekday, plus shock of the day, plus hour of the day, plus hour of the week. How large each part is
 * comes from the history (empirical Bayes with weak priors), so that a part that a short history cannot tell from chance is drawn to 0
 * and leaves its uncertainty in the forecast. Iterated weighted least squares: Breslow and Clayton, Journal of the American Statistical
 * Association 88 (1993) 9-25, section 2.
 *
 * Throws RangeError when no whole hour has an attempt, and as `wholeHours`.
 */
export function fitAnswerRate(history: CallHistory, asOf: EpochSeconds): FittedAnswerRate {
  const calls = wholeHours(history, asOf);
  const hours = dialledHours(calls);
  if (hours.attempts.length === 0) throw new RangeError('no whole hour of the history has an attempt');
  const forgetting = hours.ageHours.map((age) => 2 ** (-age / PROFILE_HALF_LIFE_HOURS));
  const { logits: _, own, ...learned } = learn(hours, forgetting);
  const calibration = dayAheadCalibration(hours, learned, own, forgetting);
  const end = addSteps(calls.start, HOUR, calls.timeZone, calls.attempts.length);
  return { end, timeZone: calls.timeZone, days: hours.days, ...learned, calibration };
}

function learn(hours: DialledHours, forgetting: Float64Array): Estimate {
  let last = pooled(hours);
  for (let round = 0; ; round++) {
    const factor = SEARCH_FACTORS[round] ?? 1;
    const next = improved(last, hours, forgetting, factor);
    const searched = round + 1 >= SEARCH_FACTORS.length;
    if (searched && (longestMove(last, next) < SETTLED || round + 1 >= MOST_ROUNDS)) return next;
    last = next;
  }
}

const longestMove = (last: Estimate, next: Estimate): number =>
  last.logits.reduce((longest, logit, i) => Math.max(longest, Math.abs(next.logits[i] - logit)), 0);

/** The pooled rate for every hour, drawn to 1/2 by half an answer and half a failure. */
function pooled({ attempts, answers }: DialledHours): Estimate {
  const tried = attempts.reduce((sum, count) => sum + count, 0);
  const answered = answers.reduce((sum, count) => sum + count, 0);
  const logit = Math.log((answered + 0.5) / (tried - answered + 0.5));
  const nothing = { precisions: new Float64Array(WEEK_HOURS), weighted: new Float64Array(WEEK_HOURS) };
  return {
    logits: new Float64Array(attempts.length).fill(logit),
    own: { logits: new Float64Array(attempts.length), precisions: new Float64Array(attempts.length) },
    level: filterDayLevel([], USUAL_DAY),
    profile: shrunkProfile(nothing, USUAL_HOUR),
    dayVariances: USUAL_DAY,
    hourVariances: USUAL_HOUR,
    dispersion: USUAL_DISPERSION,
  };
}

/** Takes counts for normal measurements around the last logits, and improves each part once, given the others. */
function improved(last: Estimate, hours: DialledHours, forgetting: Float64Array, factor: number): Estimate {
  const measured = measure(hours, last);
  const observations = dayObservations(hours, measured, last.profile);
  const dayVariances = improvedVariances(
    last.dayVariances,
    USUAL_DAY,
    factor,
    (variances) => filterDayLevel(observations, variances).logLikelihood,
  );
  const level = filterDayLevel(observations, dayVariances);
  const own = ownHours(hours, measured, level, forgetting);
  const sums = hourSums(hours, own);
  const hourVariances = improvedVariances(
    last.hourVariances,
    USUAL_HOUR,
    factor,
    (variances) => shrunkProfile(sums, variances).logLikelihood,
  );
  const profile = shrunkProfile(sums, hourVariances);
  const logits = last.logits.map((logit, i) => {
    const move = level.days[hours.day[i]].mean + profile.hours[hours.hourOfWeek[i]].mean - logit;
    return logit + Math.max(-LONGEST_MOVE, Math.min(LONGEST_MOVE, move));
  });
  const parameters = daysLearned(observations, level) + hoursLearned(sums, profile);
  const dispersion = dispersionOf({ ...hours, rates: logits.map(expit) }, parameters);
  return { logits, own, level, profile, dayVariances, hourVariances, dispersion };
}

/** Working responses and weights of the logit link with beta-binomial variance. */
function measure({ attempts, answers }: DialledHours, { logits, dispersion }: Estimate): MeasuredLogits {
  const measured = new Float64Array(logits.length);
  const precisions = new Float64Array(logits.length);
  for (let i = 0; i < logits.length; i++) {
    const rate = expit(logits[i]);
    const slope = rate * (1 - rate);
    measured[i] = logits[i] + (answers[i] / attempts[i] - rate) / slope;
    precisions[i] = (attempts[i] * slope) / (1 + (attempts[i] - 1) * dispersion);
  }
  return { logits: measured, precisions };
}

/** What each day measures once its hours' part is taken off. */
function dayObservations(hours: DialledHours, measured: MeasuredLogits, profile: HourProfile): DayObservation[] {
  const precisions = new Float64Array(hours.days.length);
  const sums = new Float64Array(hours.days.length);
  for (const [i, day] of hours.day.entries()) {
    const own = measured.logits[i] - profile.hours[hours.hourOfWeek[i]].mean;
    precisions[day] += measured.precisions[i];
    sums[day] += measured.precisions[i] * own;
  }
  return hours.days.map((day, i) => ({
    day: day - hours.days[0],
    weekday: weekdayOfDay(day),
    logit: sums[i] / precisions[i],
    variance: 1 / precisions[i],
  }));
}

/** What each hour measures once its day's part is taken off, the older the less. */
function ownHours(hours: DialledHours, measured: MeasuredLogits, level: DayLevel, forgetting: Float64Array): OwnHours {
  return {
    logits: measured.logits.map((logit, i) => logit - level.days[hours.day[i]].mean),
    precisions: measured.precisions.map((precision, i) => precision * forgetting[i]),
  };
}

/** The same by the hour of the week. */
function hourSums(hours: DialledHours, own: OwnHours): HourSums {
  const precisions = new Float64Array(WEEK_HOURS);
  const weighted = new Float64Array(WEEK_HOURS);
  for (const [i, hour] of hours.hourOfWeek.entries()) {
    precisions[hour] += own.precisions[i];
    weighted[hour] += own.precisions[i] * own.logits[i];
  }
  return { precisions, weighted };
}

/** Effective number of parameters: 1 for a day that is believed as measured, 0 for one that is as expected. */
const daysLearned = (observations: readonly DayObservation[], { days }: DayLevel): number =>
  observations.reduce((sum, { variance }, i) => sum + days[i].variance / variance, 0);

const hoursLearned = ({ precisions }: HourSums, { hours }: HourProfile): number =>
  hours.reduce((sum, { variance }, i) => sum + Math.min(1, variance * precisions[i]), 0);
