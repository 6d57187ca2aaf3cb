/**
 * State of one stream of random numbers: xoshiro128** 1.1 of Blackman and Vigna, Scrambled linear pseudorandom number generators,
 * ACM Transactions on Mathematical Software 47 (2021). Period 2^128 - 1.
 */
export type RandomStream = Int32Array;

// Fractional parts of the golden ratio and of the roots of 2, 3 and 5: one start per word of the state.
const LANES = [0x9e3779b9, 0x6a09e667, 0xbb67ae85, 0x3c6ef372];
const GOLDEN_GAMMA = 0x9e3779b9;

/**
 * The stream that belongs to a list of whole numbers, for example (seed, replication, stream). Each number is mixed through the
 * finaliser of splitmix, so that neighbouring numbers give unrelated streams. Whole numbers from 0 to 2^53 - 1; else RangeError.
 */
export function randomStream(...numbers: readonly number[]): RandomStream {
  const state = new Int32Array(LANES);
  for (const number of numbers) {
    if (!Number.isSafeInteger(number) || number < 0)
      throw new RangeError(`the number of a random stream must be whole, from 0 to 2^53 - 1, not ${number}`);
    for (let lane = 0; lane < state.length; lane++) {
      const low = mixed((state[lane] ^ number) + GOLDEN_GAMMA);
      state[lane] = mixed((low ^ Math.floor(number / 2 ** 32)) + GOLDEN_GAMMA);
    }
  }
  return state;
}

/** The finaliser of the 32-bit splitmix (MurmurHash3's): a bijection in which each bit depends on all. */
function mixed(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** The next uniform random number, strictly between 0 and 1: the middle of one of 2^32 equal parts. */
export function nextUniform(stream: RandomStream): number {
  const one = new Float64Array(1);
  fillUniform(stream, one);
  return one[0];
}

/** Fills an array with the next uniform random numbers, much quicker than one by one. */
export function fillUniform(stream: RandomStream, numbers: Float64Array): void {
  let [s0, s1, s2, s3] = stream;
  for (let i = 0; i < numbers.length; i++) {
    const product = Math.imul(s1, 5);
    const bits = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
    numbers[i] = ((bits >>> 0) + 0.5) * 2 ** -32;
  }
  stream[0] = s0;
  stream[1] = s1;
  stream[2] = s2;
  stream[3] = s3;
}
