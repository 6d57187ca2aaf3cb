import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { improvedVariances } from '../../../src/models/answer-rate/variance-search.ts';

const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true });

describe('the search for variances', () => {
  it('comes near to the true ones of many normal numbers', () => {
    // A million numbers of variance 0.04: the prior around 1 has no say.
    const logLikelihood = ({ spread }: Readonly<Record<'spread', number>>) => -5e5 * (Math.log(spread) + 0.04 / spread);
    let variances: Readonly<Record<'spread', number>> = { spread: 1 };
    for (const factor of [4, 4, 2, 2, 1.4, 1.4, 1.2, 1.2])
      variances = improvedVariances(variances, { spread: 1 }, factor, logLikelihood);
    expect(Math.abs(Math.log(variances.spread / 0.04))).toBeLessThan(Math.log(1.2));
  });

  it('stays at the usual ones when the data say nothing', () => {
    const usual = { level: 0.1, shock: 0.2 };
    expect(improvedVariances(usual, usual, 2, () => 0)).toEqual(usual);
  });

  it('moves each by no more than the factor, and to no worse place', () => {
    fc.assert(
      fc.property(
        positive,
        positive,
        positive,
        positive,
        fc.double({ min: 1.1, max: 4, noNaN: true }),
        (a, b, c, d, factor) => {
          const usual = { one: c, two: d };
          // Each term is greatest where the variance is the usual one times four.
          const logLikelihood = (v: Readonly<Record<'one' | 'two', number>>) =>
            -8 * (Math.log(v.one / (4 * c)) ** 2 + Math.log(v.two / (4 * d)) ** 2);
          const prior = (v: Readonly<Record<'one' | 'two', number>>) =>
            -0.5 * ((Math.log(v.one / c) / 1.5) ** 2 + (Math.log(v.two / d) / 1.5) ** 2);
          const start = { one: a, two: b };
          const found = improvedVariances(start, usual, factor, logLikelihood);
          expect(logLikelihood(found) + prior(found)).toBeGreaterThanOrEqual(logLikelihood(start) + prior(start));
          for (const name of ['one', 'two'] as const)
            expect([start[name], start[name] * factor, start[name] / factor]).toContain(found[name]);
        },
      ),
    );
  });
});
