import { describe, expect, it } from 'vitest';
import { mstl } from '../../../src/models/stl/mstl.ts';
import { settingsOfStatsmodels } from '../../../src/models/stl/settings.ts';
import { stl } from '../../../src/models/stl/stl.ts';

const settings = settingsOfStatsmodels(7);
const line = (window: number) => ({ window, degree: 1 as const, jump: 1 });
const weeks = (days: number) => Float64Array.from({ length: days }, (_, i) => 100 + (i % 7));
const withAt = (values: Float64Array, at: number, value: number) => values.map((y, i) => (i === at ? value : y));

describe('STL refuses, and says where', () => {
  it.each([
    [{ ...settings, period: 1 }, 'period is 1, not a whole number of at least 2'],
    [{ ...settings, period: 7.5 }, 'period is 7.5'],
    [{ ...settings, period: Number.NaN }, 'period is NaN'],
    [{ ...settings, seasonal: line(8) }, 'seasonal.window is 8, not odd'],
    [{ ...settings, trend: line(1) }, 'trend.window is 1, not a whole number of at least 3'],
    [{ ...settings, lowPass: line(10) }, 'lowPass.window is 10, not odd'],
    [{ ...settings, trend: { ...line(15), jump: 0 } }, 'trend.jump is 0'],
    [{ ...settings, trend: { ...line(15), degree: 2 as 1 } }, 'trend.degree is 2, not 0 or 1'],
    [{ ...settings, innerPasses: 0 }, 'innerPasses is 0'],
    [{ ...settings, outerPasses: -1 }, 'outerPasses is -1'],
  ])('settings out of range: %#', (wrong, message) => {
    expect(() => stl(weeks(70), wrong)).toThrow(RangeError);
    expect(() => stl(weeks(70), wrong)).toThrow(message);
  });

  it('fewer than two periods, but not two', () => {
    expect(() => stl(weeks(13), settings)).toThrow(new RangeError('13 values are fewer than two periods of 7'));
    expect(stl(weeks(14), settings).trend.every(Number.isFinite)).toBe(true);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'a value of %d at a weight above 0',
    (value) => {
      const values = withAt(weeks(70), 12, value);
      const message = `values[12] is ${value}, which only a prior weight of 0 allows`;
      expect(() => stl(values, settings)).toThrow(new RangeError(message));
      const ones = new Float64Array(70).fill(1);
      expect(() => stl(values, settings, ones)).toThrow(new RangeError(message));
      expect(stl(values, settings, withAt(ones, 12, 0)).trend.every(Number.isFinite)).toBe(true);
    },
  );

  it('weights of another length, below 0, not finite, or all 0', () => {
    const ones = new Float64Array(70).fill(1);
    expect(() => stl(weeks(70), settings, ones.slice(1))).toThrow(new RangeError('69 prior weights for 70 values'));
    for (const weight of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => stl(weeks(70), settings, withAt(ones, 3, weight))).toThrow(
        new RangeError(`priorWeights[3] is ${weight}, not 0 or a positive number`),
      );
    expect(() => stl(weeks(70), settings, new Float64Array(70))).toThrow(new RangeError('all prior weights are 0'));
  });
});

describe('MSTL refuses, and says where', () => {
  it('periods that are no whole numbers from 2 on', () => {
    expect(() => mstl(weeks(70), { periods: [7, 1] })).toThrow(
      new RangeError('periods[1] is 1, not a whole number of at least 2'),
    );
    expect(() => mstl(weeks(70), { periods: [Number.NaN] })).toThrow(RangeError);
  });

  it('a series without more than two cycles of any period', () => {
    expect(() => mstl(weeks(60), { periods: [30, 40] })).toThrow(
      new RangeError('60 values are not more than two cycles of any of the periods 30, 40'),
    );
    expect(() => mstl(weeks(60), { periods: [] })).toThrow(RangeError);
  });

  it('fewer seasonal windows than periods, and no rounds', () => {
    expect(() => mstl(weeks(70), { periods: [3, 5, 7], seasonalWindows: [7, 9] })).toThrow(
      new RangeError('2 seasonal windows for 3 periods'),
    );
    expect(() => mstl(weeks(70), { periods: [7], rounds: 0 })).toThrow(RangeError);
  });
});
