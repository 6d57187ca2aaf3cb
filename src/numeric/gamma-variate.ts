import { normalQuantile } from './normal.ts';
import { nextUniform, type RandomStream } from './random-stream.ts';

/**
 * A gamma variate with mean 1 and the given coefficient of variation (0 or more; 0 gives 1). Takes a varying count of numbers from
 * the stream, so it wants a stream of its own. Marsaglia and Tsang, A simple method for generating gamma variables, ACM Transactions
 * on Mathematical Software 26 (2000) 363-372.
 */
export function unitMeanGamma(variation: number, stream: RandomStream): number {
  if (variation === 0) return 1;
  const shape = 1 / (variation * variation);
  if (shape >= 1) return gammaAboveOne(shape, stream) / shape;
  return (gammaAboveOne(shape + 1, stream) * nextUniform(stream) ** (1 / shape)) / shape;
}

function gammaAboveOne(shape: number, stream: RandomStream): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalQuantile(nextUniform(stream));
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(nextUniform(stream)) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}
