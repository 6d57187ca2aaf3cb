import { unitMeanGamma } from '../../src/numeric/gamma-variate.ts';
import { nextUniform, type RandomStream } from '../../src/numeric/random-stream.ts';

/** By products of uniform numbers: Knuth, The Art of Computer Programming, section 3.4.1. A large mean is the sum of two halves. */
export function poissonCount(mean: number, stream: RandomStream): number {
  if (mean === 0) return 0;
  if (mean > 30) return poissonCount(mean / 2, stream) + poissonCount(mean / 2, stream);
  let count = -1;
  for (let product = 1; product > Math.exp(-mean); count++) product *= nextUniform(stream);
  return count;
}

/** A Poisson count whose mean is a gamma variate: negative binomial, with variance mean + mean^2 / size. */
export const negativeBinomialCount = (mean: number, size: number, stream: RandomStream): number =>
  poissonCount(mean * unitMeanGamma(1 / Math.sqrt(size), stream), stream);
