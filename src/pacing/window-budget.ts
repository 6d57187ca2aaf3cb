import { betaProbability } from '../numeric/beta-distribution.ts';
import { normalQuantile } from '../numeric/normal.ts';
import { type AbandonmentCount, checkAbandonmentCount, checkDispersion } from './abandonment-count.ts';
import { checkFraction, checkNotNegative, checkOpenFraction, checkPositive } from './check.ts';

/** Where a running window, for example of 30 days, stands. */
export interface Window extends AbandonmentCount {
  /** Expected until the window ends. */
  readonly answersToCome: number;
  /** Variance of the counts of abandoned calls over that of independent ones, 1 or more: abandons cluster. */
  readonly dispersion: number;
}

/**
 * The share of the answers to come that may be abandoned so that the whole window stays below its target with a confidence, from
 * 0.5 to below 1: (target (n + m) - x - z sqrt(dispersion target m)) / m for x abandoned of n answers and m to come. Never below 0,
 * where only one call per agent is left, and never above the target, so that a good start does not pay for a bad end.
 */
export function allowedFraction(window: Window, targetFraction: number, confidenceFraction: number): number {
  checkWindow(window);
  checkOpenFraction('target of abandonment', targetFraction);
  if (!(confidenceFraction >= 0.5 && confidenceFraction < 1))
    throw new RangeError(`the confidence of a window must be from 0.5 to below 1, not ${confidenceFraction}`);
  const { answers, abandoned, answersToCome, dispersion } = window;
  // Counts are whole and at least one more call may come: the last answer of a window is not allowed what is left for a fraction of it.
  const coming = Math.max(1, answersToCome);
  const margin = normalQuantile(confidenceFraction) * Math.sqrt(dispersion * targetFraction * coming);
  const left = targetFraction * (answers + coming) - abandoned - margin;
  return Math.min(targetFraction, Math.max(0, left / coming));
}

/**
 * The probability that a window ends above its target when a share of the answers to come is abandoned in the mean. That share is
 * taken as beta distributed, with the variance of clustered counts.
 */
export function exceedingProbability(window: Window, expectedFraction: number, targetFraction: number): number {
  checkWindow(window);
  checkFraction('expected abandonment', expectedFraction);
  checkOpenFraction('target of abandonment', targetFraction);
  const { answers, abandoned, answersToCome, dispersion } = window;
  if (answersToCome === 0) return abandoned > targetFraction * answers ? 1 : 0;
  // Half a call beyond the last count that is still within, as for every continuous distribution of counts.
  const limit = (Math.floor(targetFraction * (answers + answersToCome) - abandoned) + 0.5) / answersToCome;
  if (limit < 0) return 1;
  if (limit >= 1) return 0;
  if (expectedFraction === 0 || expectedFraction === 1) return expectedFraction > limit ? 1 : 0;
  // Shapes add up to m / dispersion - 1, so that the variance is that of a share of m clustered answers; few answers are taken as two.
  const weight = Math.max(answersToCome / dispersion, 2) - 1;
  return betaProbability(1 - limit, (1 - expectedFraction) * weight, expectedFraction * weight);
}

/**
 * How much more the daily counts of abandoned calls vary than independent calls would, 1 or more: squared differences of days that
 * follow each other over what they would be, joined by `assumed` dispersion that weighs as much as `assumedDays` days, above 0. From day
 * to day, so that a share that is steered up or down, or a few days at one call per agent, do not count as chance: von Neumann et al.,
 * Annals of Mathematical Statistics 12 (1941) 153-162. Days without answers say nothing.
 */
export function dailyDispersion(days: readonly AbandonmentCount[], assumed: number, assumedDays: number): number {
  checkDispersion(assumed);
  checkPositive('weight of an assumed dispersion', assumedDays);
  for (const day of days) checkAbandonmentCount(day);
  const counted = days.filter(({ answers }) => answers > 0);
  const answers = counted.reduce((sum, day) => sum + day.answers, 0);
  const share = counted.reduce((sum, day) => sum + day.abandoned, 0) / answers;
  if (counted.length < 2 || share === 0 || share === 1) return assumed;
  let squares = 0;
  for (const [i, day] of counted.entries()) {
    if (i === 0) continue;
    const before = counted[i - 1];
    const change = day.abandoned / day.answers - before.abandoned / before.answers;
    squares += change ** 2 / (share * (1 - share) * (1 / day.answers + 1 / before.answers));
  }
  return Math.max(1, (squares + assumed * assumedDays) / (counted.length - 1 + assumedDays));
}

function checkWindow(window: Window): void {
  checkAbandonmentCount(window);
  checkNotNegative('answers to come', window.answersToCome);
  checkDispersion(window.dispersion);
}
