// Expected values: R's forecast::thetaf; fixtures/reference/ets/README.md. REFERENCE_DATA takes all cases (npm run test:reference).
import { describe, expect, test } from 'vitest';
import { thetaSteps } from '../../../src/models/theta/theta-model.ts';
import { normalQuantile } from '../../../src/numeric/normal.ts';
import { studentTQuantile } from '../../../src/numeric/student-t.ts';
import { referenceCases } from '../ets/reference-cases.ts';

const cases = referenceCases().flatMap(({ case: title, values, series, thetaf }) =>
  // Slots that hold nothing: R leaves the season out where we take addends.
  thetaf === undefined || ['bernalillo_daily', 'contact_center_short'].includes(title)
    ? []
    : [{ title, values, season: series.period, thetaf }],
);

const grid = (values: Float64Array, season: number) => ({
  values,
  season,
  seasonName: 'weekly' as const,
  daySeason: undefined,
  places: Int32Array.from(values.keys()),
  placesAhead: (count: number) => new Int32Array(count).map((_, i) => values.length + i),
});

describe.each(cases)('theta of $title', ({ values, season, thetaf }) => {
  const { components, bounds } = thetaSteps(grid(values, season)).ahead(thetaf.mean.length);
  const parts = Object.values(components);
  const point = thetaf.mean.map((_, i) => parts.reduce((sum, part) => sum + part[i], 0));

  test('forecasts what R does', () => {
    // R stops its search for alpha early.
    for (const [i, each] of thetaf.mean.entries()) expect(Math.abs(point[i] / each - 1)).toBeLessThan(2e-4);
  });

  test('has its bounds where there is no season, but for Student’s t in place of the normal', () => {
    if (parts.length > 1) return;
    const { lower, upper } = bounds(0.8);
    const wider = studentTQuantile(0.9, values.length - 2) / normalQuantile(0.9);
    for (const [i, each] of thetaf.mean.entries()) {
      expect(Math.abs((upper[i] - point[i]) / (wider * (thetaf.upper[i] - each)) - 1)).toBeLessThan(2e-3);
      expect(Math.abs((point[i] - lower[i]) / (wider * (each - thetaf.lower[i])) - 1)).toBeLessThan(2e-3);
    }
  });
});
