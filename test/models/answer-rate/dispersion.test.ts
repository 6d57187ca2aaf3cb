import { describe, expect, it } from 'vitest';
import { dispersionOf } from '../../../src/models/answer-rate/dispersion.ts';
import { betaBinomialProbabilities } from '../../../src/numeric/beta-binomial.ts';
import { nextUniform, randomStream } from '../../../src/numeric/random-stream.ts';

const RATE = 0.2;

/** Hours of 20 to 200 attempts with beta-binomial answers of a known dispersion around a known rate. */
function hoursOf(dispersion: number, count: number) {
  const random = randomStream(5);
  const size = 1 / dispersion - 1;
  const attempts = Float64Array.from({ length: count }, () => 20 + Math.floor(180 * nextUniform(random)));
  const answers = attempts.map((tried) => {
    const probabilities = betaBinomialProbabilities({ alpha: RATE * size, beta: (1 - RATE) * size }, tried);
    const point = nextUniform(random);
    let below = 0;
    return probabilities.findIndex((probability) => {
      below += probability;
      return point < below;
    });
  });
  return { attempts, answers, rates: new Float64Array(count).fill(RATE) };
}

describe('the dispersion of answers between hours', () => {
  it.each([0.002, 0.02, 0.1])('is found in a thousand hours: %d', (dispersion) => {
    // Its standard error is about 5 % at 0.02 and 15 % at 0.002, where binomial noise hides most of it.
    expect(Math.abs(Math.log(dispersionOf(hoursOf(dispersion, 1000), 0) / dispersion))).toBeLessThan(0.4);
  });

  it('is all but 0 when answers are as regular as their rate', () => {
    const attempts = new Float64Array(500).fill(100);
    const answers = attempts.map((tried) => tried * RATE);
    expect(dispersionOf({ attempts, answers, rates: new Float64Array(500).fill(RATE) }, 0)).toBeLessThan(1e-3);
  });

  it('is the usual one where every hour has a single call, which cannot tell', () => {
    const attempts = new Float64Array(100).fill(1);
    const answers = attempts.map((_, i) => i % 2);
    const calls = { attempts, answers, rates: new Float64Array(100).fill(0.01) };
    expect(dispersionOf(calls, 0)).toBeCloseTo(0.004, 4);
  });

  it('is larger the more parameters the rates have used up', () => {
    const calls = hoursOf(0.02, 100);
    expect(dispersionOf(calls, 40)).toBeGreaterThan(dispersionOf(calls, 0));
  });
});
