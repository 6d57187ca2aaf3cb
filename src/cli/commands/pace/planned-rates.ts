import { usageFailure } from '../../../errors.ts';
import { rateBounds } from '../../../models/answer-rate/bounds.ts';
import { type CallHistory, HOUR, wholeHours } from '../../../models/answer-rate/call-history.ts';
import { dialledHours } from '../../../models/answer-rate/dialled-hours.ts';
import { fitAnswerRate } from '../../../models/answer-rate/fit.ts';
import { forecastAnswerRate } from '../../../models/answer-rate/forecast.ts';
import { tutorialStl } from '../../../models/answer-rate/tutorial-stl.ts';
import type { PlannedInterval } from '../../../pacing/plan-pacing.ts';
import { floorToStep, gridOf } from '../../../series/calendar-step.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import type { PaceOptions } from './options.ts';

/** The answer rate of each planned hour, the running one first. */
export interface PlannedRates {
  readonly hours: readonly { readonly start: EpochSeconds; readonly answerRate: PlannedInterval['answerRate'] }[];
  readonly daysWithAttempts: number;
  /** Whether the history is long enough to tell weekdays apart. */
  readonly weeklyShape: 'learned' | 'not learned';
  readonly warnings: readonly string[];
}

/** Rates by the model that was asked for, whose upper bounds hold with `credibleFraction`. The history has an attempt. */
export function plannedRates(
  counts: CallHistory,
  asOf: EpochSeconds,
  { model, hours }: Pick<PaceOptions, 'model' | 'hours'>,
  credibleFraction: number,
): PlannedRates {
  return model === 'tutorial-stl'
    ? recipeRates(counts, asOf, hours)
    : modelRates(counts, asOf, hours, credibleFraction);
}

function modelRates(counts: CallHistory, asOf: EpochSeconds, hours: number, credibleFraction: number): PlannedRates {
  const forecast = forecastAnswerRate(fitAnswerRate(counts, asOf), hours);
  const { dialledDays, learned } = forecast.weeklyShape;
  return {
    hours: forecast.hours.map((hour) => {
      // The upper bound of a central interval at this level is the one of the wanted probability.
      const { lower, upper } = rateBounds(hour, 2 * credibleFraction - 1);
      return { start: hour.start, answerRate: { mean: hour.rate, lower, upper } };
    }),
    daysWithAttempts: dialledDays,
    weeklyShape: learned ? 'learned' : 'not learned',
    warnings: learned ? [] : ['the history is too short for a weekly shape: the answer rate is less sure'],
  };
}

const RECIPE_HOURS = 24;
const DAY_HOURS = 24;

/** The plain recipe has no bounds, and rates of 0 and 1 that no campaign has: those hours count as not known. */
function recipeRates(counts: CallHistory, asOf: EpochSeconds, hours: number): PlannedRates {
  if (hours > RECIPE_HOURS)
    throw usageFailure(`--model tutorial-stl forecasts ${RECIPE_HOURS} hours, not ${hours}`, 'plan with --hours 24');
  const hourly = wholeHours(counts, asOf);
  if (hourly.attempts.length < 2 * DAY_HOURS)
    throw usageFailure('--model tutorial-stl needs two days of history', 'look back further with --days-back');
  const rates = tutorialStl(hourly).slice(0, hours);
  const starts = gridOf(floorToStep(asOf, HOUR, hourly.timeZone), HOUR, hourly.timeZone, hours);
  const impossible = rates.filter((rate) => !(rate > 0 && rate < 1)).length;
  return {
    hours: Array.from(rates, (rate, i) => ({
      start: starts[i],
      answerRate: rate > 0 && rate < 1 ? { mean: rate, lower: rate, upper: rate } : undefined,
    })),
    daysWithAttempts: dialledHours(hourly).days.length,
    weeklyShape: 'not learned',
    warnings: [
      'the plain recipe is for comparison: it has no bounds, so a rate above the expected one abandons more calls',
      ...(impossible === 0 ? [] : [`it gives ${impossible} of ${hours} hours a rate of 0 or 1`]),
    ],
  };
}
