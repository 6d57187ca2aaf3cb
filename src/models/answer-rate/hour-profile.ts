import type { Belief } from './day-level.ts';
import { WEEK_HOURS } from './dialled-hours.ts';

/** How the logits of hours differ, within a day and from weekday to weekday. */
export interface HourVariances {
  /** Of the hours of the day around the day's level. */
  readonly hourOfDay: number;
  /** Of the hours of the week around their hour of the day. */
  readonly hourOfWeek: number;
}

/** What the hours of the week tell, one number for each of the 168 from Sunday 0:00 on. */
export interface HourSums {
  /** Sums of precisions of the logits seen in the hour. */
  readonly precisions: Float64Array;
  /** Sums of those logits, less their days' levels, times their precisions. */
  readonly weighted: Float64Array;
}

export interface HourProfile {
  readonly logLikelihood: number;
  /** What is believed of each hour of the week. */
  readonly hours: readonly Belief[];
}

/**
 * The profile of the week on the logit scale: each hour of the week is drawn to its hour of the day, and that to 0, as far as the
 * variances say that they differ by no more than chance. Exact posterior of the normal two-level model; Gelman et al., Bayesian
 * Data Analysis (2013), section 5.4.
 */
export function shrunkProfile({ precisions, weighted }: HourSums, variances: HourVariances): HourProfile {
  const hours = new Array<Belief>(WEEK_HOURS);
  let logLikelihood = 0;
  for (let hour = 0; hour < 24; hour++) {
    let evidence = 0;
    let sum = 0;
    for (let cell = hour; cell < WEEK_HOURS; cell += 24) {
      if (precisions[cell] === 0) continue;
      const total = 1 / precisions[cell] + variances.hourOfWeek;
      const mean = weighted[cell] / precisions[cell];
      evidence += 1 / total;
      sum += mean / total;
      logLikelihood -= 0.5 * (Math.log(total) + mean ** 2 / total);
    }
    const posterior = 1 / (evidence + 1 / variances.hourOfDay);
    const hourOfDay = sum * posterior;
    logLikelihood += 0.5 * (Math.log(posterior / variances.hourOfDay) + sum * hourOfDay);
    for (let cell = hour; cell < WEEK_HOURS; cell += 24) {
      const own = precisions[cell] * variances.hourOfWeek;
      const kept = 1 / (1 + own);
      hours[cell] = {
        mean: kept * (hourOfDay + weighted[cell] * variances.hourOfWeek),
        variance: kept * variances.hourOfWeek + kept * kept * posterior,
      };
    }
  }
  return { logLikelihood, hours };
}
