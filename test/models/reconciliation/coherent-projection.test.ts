import { describe, expect, it } from 'vitest';
import { coherentProjection, correction } from '../../../src/models/reconciliation/coherent-projection.ts';
import { shrunkCovariance } from '../../../src/models/reconciliation/shrunk-covariance.ts';
import { referenceCases } from './reference-cases.ts';

describe('projection onto coherent forecasts', () => {
  it.each(referenceCases())("is S (S' W^-1 S)^-1 S' W^-1 y: $name", ({ hierarchy, residuals, base, unconstrained }) => {
    const covariance = shrunkCovariance([...residuals.bottom, ...residuals.aggregates]);
    const all = [...base.bottom.keys()];
    const projection = coherentProjection(hierarchy, covariance, all);
    const horizon = base.bottom[0].length;
    for (let step = 0; step < horizon; step++) {
      const incoherence = Float64Array.from(
        hierarchy.aggregates,
        (children, a) => base.aggregates[a][step] - children.reduce((sum, child) => sum + base.bottom[child][step], 0),
      );
      const change = correction(projection, incoherence);
      const scale = Math.max(...base.aggregates.map((series) => Math.abs(series[step])));
      for (const i of all)
        expect(Math.abs(base.bottom[i][step] + change[i] - unconstrained[i][step])).toBeLessThan(1e-10 * scale);
    }
  });
});
