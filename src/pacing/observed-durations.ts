import { checkNotNegative } from './check.ts';

/** Durations that were observed, in increasing order: all that is known of their distribution. */
export type ObservedDurations = Float64Array;

/** RangeError when there is none, or one that is negative or no number. */
export function observedDurations(name: string, seconds: readonly number[]): ObservedDurations {
  if (seconds.length === 0) throw new RangeError(`${name} needs at least one observed duration`);
  for (const one of seconds) checkNotNegative(name, one);
  return Float64Array.from(seconds).sort();
}

/** The share that lasts longer than an age. */
export const survivingFraction = (durations: ObservedDurations, ageSeconds: number): number =>
  (durations.length - countUpTo(durations, ageSeconds)) / durations.length;

/** The share of those that last longer than an age which ends within the time after it; 1 when none lasts longer. */
export function endingFraction(durations: ObservedDurations, ageSeconds: number, withinSeconds: number): number {
  const ended = countUpTo(durations, ageSeconds);
  const left = durations.length - ended;
  return left === 0 ? 1 : (countUpTo(durations, ageSeconds + withinSeconds) - ended) / left;
}

/** How long those that last longer than an age go on, in the mean; 0 when none does. */
export function meanRemainingSeconds(durations: ObservedDurations, ageSeconds: number): number {
  const ended = countUpTo(durations, ageSeconds);
  let sum = 0;
  for (let i = ended; i < durations.length; i++) sum += durations[i] - ageSeconds;
  return ended === durations.length ? 0 : sum / (durations.length - ended);
}

export const meanSeconds = (durations: ObservedDurations): number =>
  durations.reduce((sum, seconds) => sum + seconds, 0) / durations.length;

function countUpTo(durations: ObservedDurations, seconds: number): number {
  let low = 0;
  let high = durations.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (durations[middle] <= seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}
