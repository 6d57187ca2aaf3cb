import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bottomUp, type Hierarchy, type HierarchyValues } from '../../../src/models/reconciliation/hierarchy.ts';
import { minimumTrace } from '../../../src/models/reconciliation/minimum-trace.ts';
import { shrunkCovariance } from '../../../src/models/reconciliation/shrunk-covariance.ts';
import { problemAround, queuesByMedia } from './random-hierarchy.ts';
import { referenceCases } from './reference-cases.ts';

const missing = Number.NaN;

const rows = (values: readonly Float64Array[]): number[][] => values.map((series) => [...series]);

function expectNear(actual: readonly Float64Array[], expected: readonly Float64Array[], tolerance: number): void {
  for (const [i, series] of expected.entries())
    for (const [t, value] of series.entries()) expect(Math.abs(actual[i][t] - value)).toBeLessThan(tolerance);
}

/** W in full, from its factors; bottom series first. */
function fullCovariance(residuals: HierarchyValues): number[][] {
  const { deviations, directions, length, shrinkage } = shrunkCovariance([
    ...residuals.bottom,
    ...residuals.aggregates,
  ]);
  return [...deviations].map((a, i) =>
    [...deviations].map((b, j) => {
      let product = 0;
      for (let t = 0; t < length; t++) product += directions[i * length + t] * directions[j * length + t];
      return a * b * ((i === j ? shrinkage : 0) + (1 - shrinkage) * product);
    }),
  );
}

/** Solves by Gauss and Jordan with pivoting. */
function solve(matrix: readonly (readonly number[])[], b: readonly number[]): number[] {
  const work = matrix.map((row, i) => [...row, b[i]]);
  for (let i = 0; i < work.length; i++) {
    const best = work.slice(i).reduce((most, row, k) => (Math.abs(row[i]) > Math.abs(work[most][i]) ? i + k : most), i);
    [work[i], work[best]] = [work[best], work[i]];
    for (let k = 0; k < work.length; k++) {
      if (k === i) continue;
      const share = work[k][i] / work[i][i];
      for (let j = i; j <= work.length; j++) work[k][j] -= share * work[i][j];
    }
  }
  return work.map((row, i) => row[work.length] / row[i]);
}

describe('minimum trace reconciliation against numpy and scipy', () => {
  it.each(referenceCases())('$name', ({ hierarchy, base, residuals, nonNegative }) => {
    const { bottom } = minimumTrace(hierarchy, base, residuals);
    const scale = Math.max(...base.aggregates.flatMap((series) => [...series.map(Math.abs)]));
    for (const [i, series] of bottom.entries())
      for (const [step, value] of series.entries())
        expect(Math.abs(value - nonNegative[i][step])).toBeLessThan(1e-9 * scale);
  });
});

describe('reconciled forecasts', () => {
  it('add up to the last bit in the order of the hierarchy, and are never negative', () => {
    fc.assert(
      fc.property(problemAround(1), ({ hierarchy, base, residuals }) => {
        const { bottom, aggregates } = minimumTrace(hierarchy, base, residuals);
        for (const series of bottom) for (const value of series) expect(value).toBeGreaterThanOrEqual(0);
        for (const [a, children] of hierarchy.aggregates.entries())
          for (const [step, value] of aggregates[a].entries())
            expect(children.reduce((sum, child) => sum + bottom[child][step], 0)).toBe(value);
      }),
    );
  });
  it('are the base forecasts, unchanged, where those add up already', () => {
    fc.assert(
      fc.property(problemAround(10), ({ hierarchy, base, residuals }) => {
        const coherent = bottomUp(hierarchy, base.bottom);
        expect(minimumTrace(hierarchy, coherent, residuals)).toEqual(coherent);
      }),
    );
  });
  it('carry over what is added coherently: unbiased base forecasts stay unbiased', () => {
    fc.assert(
      fc.property(problemAround(100), fc.integer({ min: 1, max: 50 }), ({ hierarchy, base, residuals }, step) => {
        const added = bottomUp(
          hierarchy,
          base.bottom.map((series, i) => series.map((_, t) => step * (i + 1) + t)),
        );
        const plus = (a: readonly Float64Array[], b: readonly Float64Array[]) =>
          a.map((series, i) => series.map((value, t) => value + b[i][t]));
        const before = minimumTrace(hierarchy, base, residuals);
        const after = minimumTrace(
          hierarchy,
          { bottom: plus(base.bottom, added.bottom), aggregates: plus(base.aggregates, added.aggregates) },
          residuals,
        );
        expectNear(after.bottom, plus(before.bottom, added.bottom), 1e-7);
      }),
    );
  });
  it('do not depend on the order of the series', () => {
    fc.assert(
      fc.property(problemAround(1), ({ hierarchy, base, residuals }) => {
        const last = hierarchy.bottomCount - 1;
        const turned: Hierarchy = {
          ...hierarchy,
          aggregates: hierarchy.aggregates.map((children) => children.map((child) => last - child)).reverse(),
        };
        const turn = ({ bottom, aggregates }: HierarchyValues): HierarchyValues => ({
          bottom: [...bottom].reverse(),
          aggregates: [...aggregates].reverse(),
        });
        const there = minimumTrace(hierarchy, base, residuals);
        const back = turn(minimumTrace(turned, turn(base), turn(residuals)));
        expectNear(back.bottom, there.bottom, 1e-7);
      }),
    );
  });
  it("meet the optimality conditions of min (y - S b)' W^-1 (y - S b), b >= 0", () => {
    fc.assert(
      fc.property(problemAround(0.5), ({ hierarchy, base, residuals }) => {
        const { bottom, aggregates } = minimumTrace(hierarchy, base, residuals);
        const covariance = fullCovariance(residuals);
        for (let step = 0; step < 3; step++) {
          const error = [
            ...bottom.map((series, i) => series[step] - base.bottom[i][step]),
            ...aggregates.map((series, a) => series[step] - base.aggregates[a][step]),
          ];
          const pull = solve(covariance, error);
          const largest = Math.max(1, ...pull.map(Math.abs));
          for (let i = 0; i < hierarchy.bottomCount; i++) {
            let gradient = pull[i];
            for (const [a, children] of hierarchy.aggregates.entries())
              if (children.includes(i)) gradient += pull[hierarchy.bottomCount + a];
            expect(gradient).toBeGreaterThan(-1e-6 * largest);
            if (bottom[i][step] > 1e-6) expect(Math.abs(gradient)).toBeLessThan(1e-6 * largest);
          }
        }
      }),
    );
  });
});

describe('a series at the edge of the method', () => {
  it('alone, without an aggregate, only loses what is below 0', () => {
    const alone: Hierarchy = { bottomCount: 1, aggregates: [] };
    const base = { bottom: [Float64Array.of(5, -2)], aggregates: [] };
    const residuals = { bottom: [Float64Array.of(1, -1, 2)], aggregates: [] };
    expect(rows(minimumTrace(alone, base, residuals).bottom)).toEqual([[5, 0]]);
  });
  it('with an aggregate of its own meets it at the mean weighted by inverse variances', () => {
    // Uncorrelated errors with variances 1 and 4: (10 / 1 + 20 / 4) / (1 / 1 + 1 / 4) = 12.
    const result = minimumTrace(
      { bottomCount: 1, aggregates: [[0]] },
      { bottom: [Float64Array.of(10)], aggregates: [Float64Array.of(20)] },
      { bottom: [Float64Array.of(1, -1, 1, -1)], aggregates: [Float64Array.of(2, 2, -2, -2)] },
    );
    expect(result.bottom[0][0]).toBeCloseTo(12, 12);
    expect(result.aggregates[0][0]).toBe(result.bottom[0][0]);
  });

  const pair: Hierarchy = { bottomCount: 2, aggregates: [[0, 1]] };
  const pairBase = { bottom: [Float64Array.of(10), Float64Array.of(20)], aggregates: [Float64Array.of(36)] };

  it('that was always forecast exactly keeps its forecast; the others give way', () => {
    // Bottom 1 and the total have orthogonal residuals of variances 1 and 4: 1 / 5 of the 6 goes to bottom 1.
    const residuals = {
      bottom: [new Float64Array(4), Float64Array.of(1, -1, 1, -1)],
      aggregates: [Float64Array.of(2, 2, -2, -2)],
    };
    const { bottom } = minimumTrace(pair, pairBase, residuals);
    expect(bottom[0][0]).toBe(10);
    expect(bottom[1][0]).toBeCloseTo(20 + 6 / 5, 12);
  });
  it('makes a total that was always forecast exactly bind, up to a millionth', () => {
    const residuals = {
      bottom: [Float64Array.of(1, 1, -1, -1), Float64Array.of(1, -1, 1, -1)],
      aggregates: [new Float64Array(4)],
    };
    const { bottom } = minimumTrace(pair, pairBase, residuals);
    expect(bottom[0][0]).toBeCloseTo(13, 4);
    expect(bottom[1][0]).toBeCloseTo(23, 4);
  });
  it('without any error anywhere is added up as it is', () => {
    const residuals = { bottom: [new Float64Array(4), new Float64Array(4)], aggregates: [new Float64Array(4)] };
    expect(minimumTrace(pair, pairBase, residuals)).toEqual(bottomUp(pair, pairBase.bottom));
  });
  it('does not break two exact totals that contradict each other', () => {
    const residuals = {
      bottom: [Float64Array.of(1, 1, -1, -1), Float64Array.of(1, -1, 1, -1)],
      aggregates: [new Float64Array(4), new Float64Array(4)],
    };
    const twice = {
      bottomCount: 2,
      aggregates: [
        [0, 1],
        [1, 0],
      ],
    };
    const base = { ...pairBase, aggregates: [Float64Array.of(36), Float64Array.of(32)] };
    // Equal rights: the totals meet in the middle, and the bottom series share the rest equally.
    const { bottom } = minimumTrace(twice, base, residuals);
    expect(bottom[0][0]).toBeCloseTo(12, 4);
    expect(bottom[1][0]).toBeCloseTo(22, 4);
  });
  it('stays at 0 where it is closed, with the total of closed ones, and takes nothing from the open ones', () => {
    const hierarchy = queuesByMedia(2, 2);
    const noise = (seed: number) => Float64Array.from({ length: 12 }, (_, t) => Math.sin(seed * (t + 1) * 1.7) * 3);
    const residuals = {
      bottom: [1, 2, 3, 4].map(noise),
      aggregates: [5, 6, 7, 8, 9].map(noise),
    };
    const base = {
      bottom: [30, 20, 12, 8].map((value) => Float64Array.of(value, value)),
      // Queue 2 is closed in the second interval; its total was forecast at 19 all the same.
      aggregates: [50, 19, 42, 28, 75].map((value) => Float64Array.of(value, value)),
    };
    const open = Uint8Array.of(0, 0);
    const closed = [open, open, Uint8Array.of(0, 1), Uint8Array.of(0, 1)];
    const result = minimumTrace(hierarchy, base, residuals, closed);
    expect([result.bottom[2][1], result.bottom[3][1], result.aggregates[1][1]]).toEqual([0, 0, 0]);
    // What the closed series and their total were forecast at says nothing about the open ones.
    const other = {
      bottom: base.bottom.map((series, i) => (i < 2 ? series : Float64Array.of(series[0], 500))),
      aggregates: base.aggregates.map((series, a) => (a === 1 ? Float64Array.of(series[0], -7) : series)),
    };
    expect(minimumTrace(hierarchy, other, residuals, closed)).toEqual(result);
    // In the first interval everything is open, and nothing of this matters.
    expect(result.bottom.map((series) => series[0])).toEqual(
      minimumTrace(hierarchy, base, residuals).bottom.map((series) => series[0]),
    );
  });
  it('forecast at 0 everywhere stays at 0', () => {
    const zero = { bottom: [Float64Array.of(0), Float64Array.of(0)], aggregates: [Float64Array.of(0)] };
    const residuals = { bottom: [Float64Array.of(1, 2), Float64Array.of(2, 1)], aggregates: [Float64Array.of(3, 3)] };
    expect(minimumTrace(pair, zero, residuals)).toEqual(zero);
  });
  it('with a single past interval is weighted by variance alone', () => {
    // Variances 1, 4 and 1, so 6 is shared 1 : 4 : 1 between bottom 1, bottom 2 and the total.
    const residuals = { bottom: [Float64Array.of(1), Float64Array.of(2)], aggregates: [Float64Array.of(-1)] };
    const { bottom } = minimumTrace(pair, pairBase, residuals);
    expect(bottom[0][0]).toBeCloseTo(11, 12);
    expect(bottom[1][0]).toBeCloseTo(24, 12);
  });
  it('that began later is reconciled with the others', () => {
    const residuals = {
      bottom: [Float64Array.of(1, -2, 1, 2, -1), Float64Array.of(missing, missing, missing, 2, -1)],
      aggregates: [Float64Array.of(2, -1, 1, 3, -2)],
    };
    const { bottom, aggregates } = minimumTrace(pair, pairBase, residuals);
    expect(aggregates[0][0]).toBeGreaterThan(30);
    expect(aggregates[0][0]).toBeLessThan(36);
    expect(bottom[0][0] + bottom[1][0]).toBe(aggregates[0][0]);
  });
  it('is refused when nothing is known of its error, or its forecast is not a number', () => {
    const residuals = {
      bottom: [Float64Array.of(1, 2), Float64Array.of(missing, missing)],
      aggregates: [Float64Array.of(1, 2)],
    };
    expect(() => minimumTrace(pair, pairBase, residuals)).toThrow('series 1 needs finite residuals');
    const unknown = { ...pairBase, aggregates: [Float64Array.of(missing)] };
    const known = { ...residuals, bottom: [Float64Array.of(1, 2), Float64Array.of(2, 2)] };
    expect(() => minimumTrace(pair, unknown, known)).toThrow('base forecasts must be finite');
  });
});
