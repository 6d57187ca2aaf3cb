import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calibratedPoint,
  calibrationOf,
  fromAbove,
  type LawPlace,
} from '../../../src/models/answer-rate/calibration.ts';
import { betaBinomialPlace, betaBinomialProbabilities } from '../../../src/numeric/beta-binomial.ts';
import { nextUniform, randomStream } from '../../../src/numeric/random-stream.ts';

const LAW = { alpha: 6, beta: 14 };
const TRIALS = 10;

/** Counts drawn from one law and placed in another. */
function placesOf(drawn: typeof LAW, believed: typeof LAW, many: number): LawPlace[] {
  const random = randomStream(4);
  const probabilities = betaBinomialProbabilities(drawn, TRIALS);
  return Array.from({ length: many }, () => {
    const point = nextUniform(random);
    let below = 0;
    const count = probabilities.findIndex((probability) => {
      below += probability;
      return point < below;
    });
    return { ...betaBinomialPlace(believed, TRIALS, count), weight: 1 };
  });
}

describe('the calibration of laws', () => {
  it('changes nothing without outcomes', () => {
    const calibration = calibrationOf([], 1);
    for (const probability of [1e-12, 0.1, 0.5, 0.9, 1 - 1e-12])
      expect(calibratedPoint(calibration, probability)).toBeCloseTo(probability, 14);
  });

  it('changes little where laws of few counts are right', () => {
    const calibration = calibrationOf(placesOf(LAW, LAW, 5000), 1);
    // The share of 5000 outcomes has a standard error of at most 0.007.
    for (const probability of [0.05, 0.1, 0.5, 0.9, 0.95])
      expect(Math.abs(calibratedPoint(calibration, probability) - probability)).toBeLessThan(0.02);
  });

  it('moves points outwards where laws are too narrow and inwards where they are too wide', () => {
    const wide = { alpha: LAW.alpha / 10, beta: LAW.beta / 10 };
    const tooNarrow = calibrationOf(placesOf(wide, LAW, 1000), 1);
    const tooWide = calibrationOf(placesOf(LAW, wide, 1000), 1);
    expect(calibratedPoint(tooNarrow, 0.1)).toBeLessThan(0.05);
    expect(calibratedPoint(tooNarrow, 0.9)).toBeGreaterThan(0.95);
    expect(calibratedPoint(tooWide, 0.1)).toBeGreaterThan(0.15);
    expect(calibratedPoint(tooWide, 0.9)).toBeLessThan(0.85);
  });

  it('is what outcomes and right laws show together', () => {
    // By hand: one outcome surely at the very top of its law, and as much weight of right laws: half of each share.
    const calibration = calibrationOf([{ below: 1, upTo: 1, weight: 2 }], 2);
    expect(calibration[50]).toBeCloseTo(0.25, 15);
    expect(calibratedPoint(calibration, 0.25)).toBeCloseTo(0.5, 14);
    expect(calibration[100]).toBe(1);
  });

  const places = fc.array(
    fc
      .tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 1e-3, max: 10, noNaN: true }),
      )
      .map(([a, b, weight]): LawPlace => ({ below: Math.min(a, b), upTo: Math.max(a, b), weight })),
    { maxLength: 30 },
  );
  const probability = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });

  it('has points strictly inside a law, that rise with the probability, for any outcomes', () => {
    fc.assert(
      fc.property(places, probability, probability, (seen, one, other) => {
        const calibration = calibrationOf(seen, 0.5);
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((p) => calibratedPoint(calibration, p));
        expect(low).toBeGreaterThan(0);
        expect(high).toBeLessThan(1);
        expect(low).toBeLessThanOrEqual(high);
      }),
    );
  });

  it('is the same seen from above', () => {
    fc.assert(
      fc.property(places, probability, (seen, p) => {
        const calibration = calibrationOf(seen, 0.5);
        // A right law has a hundredth of the weight per step at least, so points are as exact as 1e-15 over a ten-thousandth.
        const fromTop = 1 - calibratedPoint(fromAbove(calibration), 1 - p);
        expect(Math.abs(fromTop - calibratedPoint(calibration, p))).toBeLessThan(1e-9);
      }),
    );
  });
});
