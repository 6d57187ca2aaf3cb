/** Draws a number strictly between 0 and 1, one of 2^32. */
export type Random = () => number;

/**
 * The generator sfc32 of C. Doty-Humphrey (PractRand): 128 bits of state, whole-number operations only, so the same numbers
 * come on every machine. Different streams of a seed are as good as unrelated.
 */
export function seededRandom(seed: number, ...stream: readonly number[]): Random {
  const [s0 = 0, s1 = 0] = stream;
  let a = s0 | 0;
  let b = s1 | 0;
  let c = seed | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // The state that a seed gives directly is mostly zeros; the generator's author lets it run this often before use.
  for (let i = 0; i < 15; i++) next();
  return () => (next() + 0.5) / 4_294_967_296;
}

/** A whole number of milliseconds, exponentially distributed around the mean, at least 1. */
export const exponentialMs = (random: Random, meanMs: number): number => Math.ceil(-meanMs * Math.log(random()));
