import { toExponential } from '../numeric/exponential-variate.ts';
import { normalQuantile } from '../numeric/normal.ts';

/**
 * How a handle time or a patience varies, in seconds. `variationFraction` is standard deviation over mean. `empirical` draws one of the
 * observed durations.
 */
export type Duration =
  | { readonly kind: 'exponential'; readonly meanSeconds: number }
  | { readonly kind: 'lognormal'; readonly meanSeconds: number; readonly variationFraction: number }
  | { readonly kind: 'empirical'; readonly seconds: readonly number[] };

/** A duration ready for drawing; all kinds have one shape so that drawing stays quick. `never` is a patience without end. */
export interface Sampler {
  readonly kind: 'exponential' | 'lognormal' | 'empirical' | 'never';
  readonly mean: number;
  readonly logMean: number;
  readonly logDeviation: number;
  readonly sorted: Float64Array;
}

const NEVER: Sampler = { kind: 'never', mean: 0, logMean: 0, logDeviation: 0, sorted: new Float64Array(0) };

/** RangeError when a duration is not above 0 or not finite; undefined never ends. */
export function durationSampler(name: string, duration: Duration | undefined): Sampler {
  if (duration === undefined) return NEVER;
  if (duration.kind === 'empirical') {
    if (duration.seconds.length === 0) throw new RangeError(`${name} needs at least one observed duration`);
    for (const seconds of duration.seconds) checkPositive(name, seconds);
    return { ...NEVER, kind: 'empirical', sorted: Float64Array.from(duration.seconds).sort() };
  }
  const { meanSeconds } = duration;
  checkPositive(`mean of ${name}`, meanSeconds);
  if (duration.kind === 'exponential') return { ...NEVER, kind: 'exponential', mean: meanSeconds };
  const { variationFraction } = duration;
  if (!(variationFraction >= 0 && Number.isFinite(variationFraction)))
    throw new RangeError(`variation of ${name} must be 0 or more, not ${variationFraction}`);
  const logVariance = Math.log1p(variationFraction * variationFraction);
  return {
    ...NEVER,
    kind: 'lognormal',
    logMean: Math.log(meanSeconds) - logVariance / 2,
    logDeviation: Math.sqrt(logVariance),
  };
}

/**
 * Replaces uniform random numbers, strictly between 0 and 1, by the durations at them, by the inverse of the distribution: one number
 * a duration, and the smaller it is the longer the duration, so that two scenarios can share them.
 */
export function drawSeconds({ kind, mean, logMean, logDeviation, sorted }: Sampler, numbers: Float64Array): void {
  const count = numbers.length;
  switch (kind) {
    case 'exponential':
      toExponential(numbers, mean);
      return;
    case 'lognormal':
      for (let i = 0; i < count; i++) numbers[i] = Math.exp(logMean - logDeviation * normalQuantile(numbers[i]));
      return;
    case 'empirical':
      for (let i = 0; i < count; i++) numbers[i] = sorted[Math.floor((1 - numbers[i]) * sorted.length)];
      return;
    case 'never':
      numbers.fill(Number.POSITIVE_INFINITY);
  }
}

function checkPositive(name: string, seconds: number): void {
  if (!(seconds > 0 && Number.isFinite(seconds)))
    throw new RangeError(`${name} must be above 0 seconds, not ${seconds}`);
}
