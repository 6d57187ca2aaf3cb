import { checkFraction, checkNotNegative } from './check.ts';
import { meanSeconds, type ObservedDurations, survivingFraction } from './observed-durations.ts';

/** How long calls ring, from dialling to the answer of a person or to the end of the attempt without one. */
export interface RingTimes {
  readonly answered: ObservedDurations;
  /** Busy, invalid and rejected numbers end within seconds; no answer ends at the limit of ringing. */
  readonly failed: ObservedDurations;
}

/**
 * The probability that a call which rings since `ageSeconds` is answered, of calls of which `answerRate` are:
 * p S_a / (p S_a + (1 - p) S_f) with S the share of answered and of failed calls that ring longer. When failures end quickly, most
 * of the calls that still ring are those that will be answered. A call older than every one observed keeps the rate.
 */
export function answerProbabilityAtAge(rings: RingTimes, answerRate: number, ageSeconds: number): number {
  checkFraction('answer rate', answerRate);
  checkNotNegative('age of a call', ageSeconds);
  const answered = answerRate * survivingFraction(rings.answered, ageSeconds);
  const failed = (1 - answerRate) * survivingFraction(rings.failed, ageSeconds);
  return answered + failed === 0 ? answerRate : answered / (answered + failed);
}

/** How long a call rings, in the mean. */
export const meanRingSeconds = (rings: RingTimes, answerRate: number): number =>
  answerRate * meanSeconds(rings.answered) + (1 - answerRate) * meanSeconds(rings.failed);
