import type { HourlyCalls } from './call-history.ts';
import { WEEK_HOURS } from './dialled-hours.ts';

/**
 * The answer rate of the hour that lies `ahead` hours (0 is the next one) after a history: that of the same hour a week before; where
 * that has no attempts, of the week before it, and so on; else of all hours. NaN when no hour has an attempt.
 */
export function lastWeekRate({ attempts, answers }: Pick<HourlyCalls, 'attempts' | 'answers'>, ahead: number): number {
  for (let hour = attempts.length + ahead - WEEK_HOURS; hour >= 0; hour -= WEEK_HOURS)
    if (attempts[hour] > 0) return answers[hour] / attempts[hour];
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  return sum(answers) / sum(attempts);
}
