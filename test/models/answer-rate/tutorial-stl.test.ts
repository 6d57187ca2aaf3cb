import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tutorialStl } from '../../../src/models/answer-rate/tutorial-stl.ts';

interface ReferenceCase {
  name: string;
  attempts: number[];
  answers: number[];
  forecast: number[];
}

// The recipe in pandas and statsmodels: plain_recipe in fixtures/reference/answer-rate/make.py.
const cases: ReferenceCase[] = JSON.parse(
  readFileSync('fixtures/reference/answer-rate/reference.json', 'utf8'),
).tutorial;

describe('the plain STL recipe', () => {
  it.each(cases)('forecasts what pandas and statsmodels do: $name', ({ attempts, answers, forecast }) => {
    const rates = tutorialStl({ attempts: Float64Array.from(attempts), answers: Float64Array.from(answers) });
    expect(rates).toHaveLength(24);
    // 15 robust passes of rounding.
    for (const [i, rate] of rates.entries()) expect(Math.abs(rate - forecast[i])).toBeLessThan(1e-12);
  });

  it('needs two days', () => {
    const hours = new Float64Array(47).fill(1);
    expect(() => tutorialStl({ attempts: hours, answers: hours })).toThrow(RangeError);
  });
});
