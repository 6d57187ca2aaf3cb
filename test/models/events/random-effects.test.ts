import { describe, expect, it } from 'vitest';
import { type EffectRow, randomEffects } from '../../../src/models/events/random-effects.ts';

const GUESS = 0.25;
const groupOf = (effect: string) => ({ name: effect.startsWith('big') ? 'big' : 'small', guess: GUESS });
const repeated = (effect: string, values: readonly number[]): EffectRow[] =>
  values.map((value) => ({ value, effects: [effect] }));

/**
 * Without overlaps effects know of each other only by their variance v, which solves one equation: each effect's mean is
 * n v / (n v + noise) of its average, its variance v noise / (n v + noise), and v the mean of their squares with two guesses.
 */
function separateEffects(averages: readonly number[], counts: readonly number[], noise: number) {
  let v = GUESS;
  for (let round = 0; round < 10_000; round++) {
    const squares = averages.map((average, j) => {
      const share = (counts[j] * v) / (counts[j] * v + noise);
      return (share * average) ** 2 + (v * noise) / (counts[j] * v + noise);
    });
    v = (2 * GUESS + squares.reduce((sum, each) => sum + each, 0)) / (2 + averages.length);
  }
  return averages.map((average, j) => (average * counts[j] * v) / (counts[j] * v + noise));
}

describe('random effects', () => {
  it('are drawn to 0 by their noise against the variance between them', () => {
    const rows = [...repeated('a', [-1, -1.2]), ...repeated('b', [-0.2]), ...repeated('c', [0.1, 0.3, 0.2])];
    const effects = randomEffects(rows, groupOf, 0.04);
    const expected = separateEffects([-1.1, -0.2, 0.2], [2, 1, 3], 0.04);
    // The variance is iterated until it changes by less than a thousandth.
    for (const [j, name] of ['a', 'b', 'c'].entries()) expect(effects.sum([name]).mean / expected[j]).toBeCloseTo(1, 2);
  });

  it('share what they add up to, so that a new name has the effect of its kind', () => {
    const rows = Array.from({ length: 8 }, (_, i) => ({ value: -0.5, effects: ['big', `small ${i}`] }));
    const effects = randomEffects(rows, groupOf, 0.01);
    expect(effects.sum(['big', 'small new']).mean).toBeCloseTo(-0.5, 1);
    expect(effects.sum(['big', 'small 0']).mean).toBeCloseTo(-0.5, 1);
    expect(effects.sum(['big', 'small new']).variance).toBeGreaterThan(effects.sum(['big', 'small 0']).variance);
  });

  it('that were never seen are 0 within the variance that was guessed', () => {
    const { mean, variance } = randomEffects([], groupOf, 0.01).sum(['big', 'small']);
    expect({ mean, variance }).toEqual({ mean: 0, variance: 2 * GUESS });
  });

  it('of a group that varies little are trusted little', () => {
    const alike = Array.from({ length: 12 }, (_, i) => repeated(`small ${i}`, [i % 2 === 0 ? 0.05 : -0.05]));
    const { mean } = randomEffects([...alike.flat(), ...repeated('small odd', [0.6])], groupOf, 0.04).sum([
      'small odd',
    ]);
    const alone = randomEffects(repeated('small odd', [0.6]), groupOf, 0.04).sum(['small odd']);
    expect(mean).toBeLessThan(alone.mean);
    expect(mean).toBeGreaterThan(0);
  });
});
