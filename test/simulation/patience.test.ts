import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentialPatienceSeconds, patienceCurve } from '../../src/simulation/patience.ts';
import { simulateReplication } from '../../src/simulation/replication.ts';
import { sampleSize } from '../support/sample-size.ts';
import { singleQueue } from './scenarios.ts';

describe('mean patience', () => {
  it('comes out of a simulated history as it went in, where the mean wait of those who abandoned is far too low', () => {
    const patienceSeconds = 120;
    const one = { agents: 50, erlangs: 48, ahtSeconds: 60, patienceSeconds, withinSeconds: 20 };
    const { contactTypes } = simulateReplication(singleQueue(one, 0, sampleSize(4000, 20_000), 0), 1, 0);
    const [{ abandoned, answeredWaitSeconds, abandonedWaitSeconds, waitingWaitSeconds }] = contactTypes;
    const all = answeredWaitSeconds + abandonedWaitSeconds + waitingWaitSeconds;
    const estimated = exponentialPatienceSeconds(all, abandoned) ?? Number.NaN;
    // Four standard errors: those of a count of abandons, which are nearly Poisson.
    expect(Math.abs(estimated / patienceSeconds - 1)).toBeLessThan(4 / Math.sqrt(abandoned));
    expect(abandonedWaitSeconds / abandoned).toBeLessThan(patienceSeconds / 10);
  });

  it('is all waiting over the number that gave up', () => {
    expect(exponentialPatienceSeconds(600, 5)).toBe(120);
  });

  it('has no estimate when nobody gave up', () => {
    expect(exponentialPatienceSeconds(600, 0)).toBeUndefined();
  });

  it.each([
    [-1, 1],
    [Number.NaN, 1],
    [600, -1],
    [600, 1.5],
    [0, 3],
  ])('refuses %d seconds of waiting with %d abandons', (waits, abandoned) => {
    expect(() => exponentialPatienceSeconds(waits, abandoned)).toThrow(RangeError);
  });
});

describe('patience curve', () => {
  it('is that of the leukaemia patients under 6-MP, the textbook case', () => {
    // Freireich et al. (1963), in Kalbfleisch and Prentice and in R's survival package: relapses at 6 (three), 7, 10, 13, 16, 22 and
    // 23 weeks, censored at 6, 9, 10, 11, 17, 19, 20, 25, 32 (two), 34, 35. Survival and Greenwood errors as R prints them.
    const relapses = [6, 6, 6, 7, 10, 13, 16, 22, 23];
    const censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
    const { seconds, patientFraction, standardError } = patienceCurve(
      Float64Array.from([...censored, ...relapses]),
      Uint8Array.from([...censored.map(() => 0), ...relapses.map(() => 1)]),
    );
    expect([...seconds]).toEqual([6, 7, 10, 13, 16, 22, 23]);
    const survival = [0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448];
    const errors = [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346];
    for (const [i, value] of survival.entries()) expect(patientFraction[i]).toBeCloseTo(value, 3);
    for (const [i, value] of errors.entries()) expect(standardError[i]).toBeCloseTo(value, 4);
  });

  it('without answers is the share of waits that are longer', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1 }), (waits) => {
        const { seconds, patientFraction } = patienceCurve(
          Float64Array.from(waits),
          new Uint8Array(waits.length).fill(1),
        );
        for (const [i, wait] of seconds.entries())
          expect(patientFraction[i]).toBeCloseTo(waits.filter((other) => other > wait).length / waits.length, 12);
      }),
    );
  });

  it('falls, and only where somebody gave up', () => {
    const wait = fc.record({ seconds: fc.integer({ min: 0, max: 50 }), abandoned: fc.nat(1) });
    fc.assert(
      fc.property(fc.array(wait), (waits) => {
        const { seconds, patientFraction } = patienceCurve(
          Float64Array.from(waits, ({ seconds }) => seconds),
          Uint8Array.from(waits, ({ abandoned }) => abandoned),
        );
        const gaveUp = new Set(waits.filter(({ abandoned }) => abandoned === 1).map((one) => one.seconds));
        expect([...seconds]).toEqual([...gaveUp].sort((a, b) => a - b));
        for (let i = 0; i < seconds.length; i++)
          expect(patientFraction[i]).toBeLessThan(i === 0 ? 1 : patientFraction[i - 1]);
      }),
    );
  });

  it('refuses waits that are none', () => {
    expect(() => patienceCurve(Float64Array.of(1, Number.NaN), Uint8Array.of(0, 1))).toThrow(RangeError);
    expect(() => patienceCurve(Float64Array.of(-1), Uint8Array.of(1))).toThrow(RangeError);
    expect(() => patienceCurve(Float64Array.of(1), Uint8Array.of(1, 0))).toThrow(RangeError);
  });
});
