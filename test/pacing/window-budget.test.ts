import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextUniform, randomStream } from '../../src/numeric/random-stream.ts';
import { allowedFraction, dailyDispersion, exceedingProbability } from '../../src/pacing/window-budget.ts';

const TARGET = 0.03;
const window = { answers: 4000, abandoned: 100, answersToCome: 6000, dispersion: 2 };

describe('what a window still allows', () => {
  it('is what is left of the target less a margin for chance', () => {
    // By hand: (0.03 * 10000 - 100 - 2.3263 * sqrt(2 * 0.03 * 6000)) / 6000.
    expect(allowedFraction(window, TARGET, 0.99)).toBeCloseTo((200 - 2.3263478740408408 * Math.sqrt(360)) / 6000, 12);
  });

  it('without a margin is what brings the window to its target exactly', () => {
    const allowed = allowedFraction({ ...window, abandoned: 150 }, TARGET, 0.5);
    expect((150 + 6000 * allowed) / 10_000).toBeCloseTo(TARGET, 12);
  });

  it('is nothing once the target is used up, and never more than the target', () => {
    expect(allowedFraction({ ...window, abandoned: 300 }, TARGET, 0.99)).toBe(0);
    expect(allowedFraction({ ...window, abandoned: 0, answers: 9000 }, TARGET, 0.99)).toBe(TARGET);
  });

  it('at the very start is nothing for few answers to come', () => {
    expect(allowedFraction({ answers: 0, abandoned: 0, answersToCome: 100, dispersion: 1 }, TARGET, 0.99)).toBe(0);
  });

  it('falls with every abandoned call, with clustering and with confidence', () => {
    fc.assert(
      fc.property(
        fc.record({
          answers: fc.integer({ min: 0, max: 1e6 }),
          answersToCome: fc.double({ min: 0, max: 1e6, noNaN: true }),
          dispersion: fc.double({ min: 1, max: 50, noNaN: true }),
        }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.5, max: 0.999, noNaN: true }),
        (state, share, confidence) => {
          const abandoned = Math.floor(share * state.answers);
          const allowed = allowedFraction({ ...state, abandoned }, TARGET, confidence);
          expect(allowed).toBeGreaterThanOrEqual(0);
          expect(allowed).toBeLessThanOrEqual(TARGET);
          if (abandoned > 0)
            expect(allowedFraction({ ...state, abandoned: abandoned - 1 }, TARGET, confidence)).toBeGreaterThanOrEqual(
              allowed,
            );
          expect(
            allowedFraction({ ...state, abandoned, dispersion: 2 * state.dispersion }, TARGET, confidence),
          ).toBeLessThanOrEqual(allowed);
          expect(allowedFraction({ ...state, abandoned }, TARGET, 0.9995)).toBeLessThanOrEqual(allowed);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['more abandoned than answered', { abandoned: 5000 }],
    ['a negative count', { answers: -1 }],
    ['a count that is missing', { abandoned: Number.NaN }],
    ['negative answers to come', { answersToCome: -1 }],
    ['less variance than independent calls', { dispersion: 0.5 }],
  ])('refuses %s', (_, wrong) => {
    expect(() => allowedFraction({ ...window, ...wrong }, TARGET, 0.99)).toThrow(RangeError);
    expect(() => exceedingProbability({ ...window, ...wrong }, 0.02, TARGET)).toThrow(RangeError);
  });

  it('refuses a target that is none, and a confidence below one half', () => {
    for (const target of [0, 1, -0.1, Number.NaN])
      expect(() => allowedFraction(window, target, 0.99)).toThrow(RangeError);
    for (const level of [0.4, 1, Number.NaN]) expect(() => allowedFraction(window, TARGET, level)).toThrow(RangeError);
  });
});

describe('probability that a window ends above its target', () => {
  // scipy 1.17.1: binom.sf(int(0.03 * n), n, share).
  it.each([
    [1000, 0.0225, 0.0493],
    [5000, 0.0263, 0.0489],
    [20_000, 0.0281, 0.0509],
    [100_000, 0.0291, 0.0448],
  ])('is that of independent calls for %d answers abandoned at %f', (answersToCome, share, probability) => {
    const found = exceedingProbability({ answers: 0, abandoned: 0, answersToCome, dispersion: 1 }, share, TARGET);
    // A continuous distribution in place of counts.
    expect(Math.abs(found - probability)).toBeLessThan(0.006);
  });

  it('rises with the expected share and with clustering', () => {
    const at = (share: number, dispersion: number) => exceedingProbability({ ...window, dispersion }, share, TARGET);
    expect(at(0.02, 2)).toBeLessThan(at(0.03, 2));
    expect(at(0.02, 2)).toBeLessThan(at(0.02, 20));
  });

  it('is certain when nothing is to come, or nothing can change it', () => {
    expect(exceedingProbability({ ...window, answersToCome: 0 }, 0.02, TARGET)).toBe(0);
    expect(exceedingProbability({ ...window, abandoned: 121, answersToCome: 0 }, 0.02, TARGET)).toBe(1);
    expect(exceedingProbability({ ...window, abandoned: 301 }, 0, TARGET)).toBe(1);
    expect(exceedingProbability({ ...window, answersToCome: 100 }, 0, TARGET)).toBe(0);
    expect(exceedingProbability({ answers: 4000, abandoned: 0, answersToCome: 10, dispersion: 1 }, 0.5, TARGET)).toBe(
      0,
    );
  });
});

describe('dispersion of daily counts', () => {
  it('is the squared change from day to day over that of independent calls, joined by what was assumed', () => {
    const days = [
      { answers: 100, abandoned: 2 },
      { answers: 100, abandoned: 6 },
    ];
    // By hand: share 0.04, change 0.04 with a variance of 0.04 * 0.96 * (1 / 100 + 1 / 100); an assumed 4 is worth two days.
    expect(dailyDispersion(days, 4, 2)).toBeCloseTo((0.04 ** 2 / (0.0384 * 0.02) + 8) / 3, 12);
  });

  it('is found in days whose calls are abandoned in clusters', () => {
    const random = randomStream(11);
    const CLUSTER = 4;
    const days = Array.from({ length: 2000 }, () => {
      const clusters = 100 + Math.floor(200 * nextUniform(random));
      let lost = 0;
      for (let i = 0; i < clusters; i++) if (nextUniform(random) < TARGET) lost++;
      return { answers: CLUSTER * clusters, abandoned: CLUSTER * lost };
    });
    // Counts of clusters are independent, so that calls vary CLUSTER times as much; standard error about sqrt(3 / 2000).
    expect(Math.abs(dailyDispersion(days, 4, 2) / CLUSTER - 1)).toBeLessThan(0.15);
  });

  it('is not raised by a share that is steered down, nor for long by days on which nobody is abandoned', () => {
    const falling = Array.from({ length: 30 }, (_, i) => ({ answers: 5000, abandoned: 250 - 5 * i }));
    expect(dailyDispersion(falling, 1, 1)).toBe(1);
    const stopped = (days: number) => [
      ...falling.slice(0, 10),
      ...Array.from({ length: days }, () => ({ answers: 5000, abandoned: 0 })),
    ];
    expect(dailyDispersion(stopped(1), 1, 1)).toBeGreaterThan(5);
    expect(dailyDispersion(stopped(10), 1, 1)).toBeLessThan(dailyDispersion(stopped(1), 1, 1));
  });

  it('is what was assumed when the days tell nothing', () => {
    expect(dailyDispersion([], 4, 2)).toBe(4);
    expect(dailyDispersion([{ answers: 100, abandoned: 3 }], 4, 2)).toBe(4);
    expect(
      dailyDispersion(
        [
          { answers: 50, abandoned: 0 },
          { answers: 60, abandoned: 0 },
        ],
        4,
        2,
      ),
    ).toBe(4);
    expect(
      dailyDispersion(
        [
          { answers: 50, abandoned: 1 },
          { answers: 0, abandoned: 0 },
        ],
        4,
        2,
      ),
    ).toBe(4);
  });

  it('is never below that of independent calls', () => {
    const days = Array.from({ length: 30 }, () => ({ answers: 1000, abandoned: 30 }));
    expect(dailyDispersion(days, 1, 1)).toBe(1);
  });

  it('refuses impossible days', () => {
    expect(() => dailyDispersion([{ answers: 1, abandoned: 2 }], 4, 2)).toThrow(RangeError);
    expect(() => dailyDispersion([], 0.9, 2)).toThrow(RangeError);
    expect(() => dailyDispersion([], 4, 0)).toThrow(RangeError);
  });
});
