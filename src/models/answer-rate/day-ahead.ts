import { betaBinomialPlace } from '../../numeric/beta-binomial.ts';
import { type Calibration, calibrationOf } from './calibration.ts';
import type { Belief, DayLevel } from './day-level.ts';
import type { DialledHours } from './dialled-hours.ts';
import { hourLaw } from './hour-law.ts';
import type { HourProfile } from './hour-profile.ts';

/** The days whose laws are taken to be right before any is seen. */
const RIGHT_DAYS = 4;

/** What each dialled hour showed of its own: the logit of its profile, with the inverse variance it entered the profile with. */
export interface OwnHours {
  readonly logits: Float64Array;
  readonly precisions: Float64Array;
}

/**
 * How the laws of a fit would have done one day ahead: each hour of the history in the law that the days before it gave, with the
 * profile of the week less what the hour itself added to it. Neither the day nor the hour has seen what is judged; only variances and
 * dispersion have. Hours count by `forgetting`.
 *
 * A beta law with the right variance is too wide in its middle where most hours are quiet and some bad, too narrow where bad days come
 * in a row, and cannot vary less than independent calls. The history tells which, and bounds follow it.
 */
export function dayAheadCalibration(
  hours: DialledHours,
  { level, profile, dispersion }: { level: DayLevel; profile: HourProfile; dispersion: number },
  own: OwnHours,
  forgetting: Float64Array,
): Calibration {
  const places = Array.from(hours.attempts, (attempts, i) => {
    const day = level.expected[hours.day[i]];
    const hour = without(profile.hours[hours.hourOfWeek[i]], own.logits[i], own.precisions[i]);
    const law = hourLaw({ mean: day.mean + hour.mean, variance: day.variance + hour.variance }, dispersion);
    return { ...betaBinomialPlace(law, attempts, hours.answers[i]), weight: forgetting[i] };
  });
  const weight = forgetting.reduce((sum, value) => sum + value, 0);
  return calibrationOf(places, (RIGHT_DAYS * weight) / hours.days.length);
}

/** A normal belief as it was before one of its measurements. */
function without({ mean, variance }: Belief, measured: number, precision: number): Belief {
  const left = 1 - variance * precision;
  return { mean: (mean - variance * precision * measured) / left, variance: variance / left };
}
