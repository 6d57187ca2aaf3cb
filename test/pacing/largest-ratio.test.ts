import { describe, expect, it } from 'vitest';
import { centreModel } from '../../src/pacing/dialled-centre.ts';
import { equilibriumRatio } from '../../src/pacing/equilibrium-ratio.ts';
import { ratioSearch } from '../../src/pacing/largest-ratio.ts';
import { sampleSize } from '../support/sample-size.ts';
import { tableCentre } from './centres.ts';

const EFFORT = { seed: 1, mostBatches: sampleSize(8, 200) };
const TARGET = 0.03;
/** Ratios are in tenths; the rest is noise, and where the table rounds. */
const near = (found: number, expected: number): boolean =>
  Math.abs(found - expected) < 0.15 + sampleSize(0.09, 0.06) * expected;

describe('largest calls per agent that keep abandonment at its target', () => {
  // Independent simulation of the same centre: largest ratio with at most 3 %, for 5, 10, 20, 50 and 100 agents. Ratios change
  // something only where a whole call is won, and the table names that point, which is itself beyond the target.
  it.each([
    [0.05, 0.2, [5.3, 7.7, 11.9, 17.7, 22.8]],
    [0.1, 0.2, [3.0, 4.3, 5.9, 8.9, 11.5]],
    [0.2, 0.2, [2.0, 2.6, 3.5, 5.0, 6.2]],
    [0.3, 0.2, [2.0, 2.0, 2.4, 3.4, 4.4]],
    [0.5, 0.2, [1.5, 1.5, 1.8, 2.3, 2.9]],
  ])('at answer rate %f, quick failures %f, is that of the table', (answerRate, quick, ratios) => {
    [5, 10, 20, 50, 100].forEach((agents, i) => {
      if (agents > sampleSize(10, 100)) return;
      const found = ratioSearch(centreModel(tableCentre(quick)), agents, EFFORT).largestRatio(answerRate, TARGET, 40);
      expect(near(found, ratios[i])).toBe(true);
    });
  });

  it.each([
    [0.1, 0.5, [3.4, 4.8, 7.0]],
    [0.1, 1, [2.0, 2.0, 2.8]],
    [0.3, 0.5, [2.0, 2.0, 2.8]],
    [0.3, 1, [1.4, 1.4, 1.6]],
  ])('at answer rate %f falls with quick failures of %f', (answerRate, quick, ratios) => {
    [10, 20, 50].forEach((agents, i) => {
      if (agents > sampleSize(10, 50)) return;
      const found = ratioSearch(centreModel(tableCentre(quick)), agents, EFFORT).largestRatio(answerRate, TARGET, 40);
      expect(near(found, ratios[i])).toBe(true);
    });
  });

  const search = ratioSearch(centreModel(tableCentre(0.2)), 20, { seed: 1, mostBatches: 8 });

  it('is confirmed by a simulation, and a tenth more is not, but for what noise decides', () => {
    const found = search.largestRatio(0.11, TARGET, 15);
    const at = search.outcome(0.11, found).abandonment;
    const beyond = search.outcome(0.11, found + 0.3).abandonment;
    expect(at?.value).toBeLessThan(TARGET + (at?.halfWidth ?? 0));
    expect(beyond?.value).toBeGreaterThan(TARGET - (beyond?.halfWidth ?? 0));
  });

  it('rises with the target, falls with the answer rate', () => {
    const byTarget = [0.005, 0.02, 0.06].map((target) => search.largestRatio(0.1, target, 15));
    const byRate = [0.4, 0.2, 0.1].map((rate) => search.largestRatio(rate, TARGET, 30));
    for (const ratios of [byTarget, byRate]) expect([...ratios].sort((a, b) => a - b)).toEqual(ratios);
    expect(byTarget[0]).toBeLessThan(byTarget[2]);
    expect(byRate[0]).toBeLessThan(byRate[2]);
  });

  it('stops at its limit, and never goes below one call', () => {
    expect(search.largestRatio(0.05, TARGET, 4.57)).toBe(4.5);
    expect(search.largestRatio(0.05, TARGET, 1)).toBe(1);
    expect(ratioSearch(centreModel(tableCentre(0.2)), 1, EFFORT).largestRatio(0.98, 0.0001, 15)).toBeLessThan(2);
  });

  it('is the same whatever was asked before', () => {
    const other = ratioSearch(centreModel(tableCentre(0.2)), 20, { seed: 1, mostBatches: 8 });
    other.largestRatio(0.12, TARGET, 15);
    expect(other.largestRatio(0.1, TARGET, 15)).toBe(search.largestRatio(0.1, TARGET, 15));
  });

  it('starts from a formula that is right to a factor of two', () => {
    for (const agents of [5, sampleSize(15, 100)])
      for (const rate of [0.1, 0.3]) {
        const model = centreModel(tableCentre(0.2));
        const found = ratioSearch(model, agents, EFFORT).largestRatio(rate, TARGET, 40);
        const ratio = equilibriumRatio(model, agents, rate, TARGET, 40) / found;
        expect(ratio).toBeGreaterThan(0.5);
        expect(ratio).toBeLessThan(2.2);
      }
  });

  it('refuses no agents, impossible rates, targets and limits', () => {
    expect(() => ratioSearch(centreModel(tableCentre(0.2)), 0, EFFORT)).toThrow(
      'agents must be whole and 1 or more, not 0',
    );
    expect(() => equilibriumRatio(centreModel(tableCentre(0.2)), 0, 0.1, TARGET, 15)).toThrow(RangeError);
    for (const rate of [0, 1, -0.1, Number.NaN])
      expect(() => search.largestRatio(rate, TARGET, 15)).toThrow(RangeError);
    for (const target of [0, 1, Number.NaN]) expect(() => search.largestRatio(0.1, target, 15)).toThrow(RangeError);
    for (const most of [0.9, Number.NaN]) expect(() => search.largestRatio(0.1, TARGET, most)).toThrow(RangeError);
  });
});
