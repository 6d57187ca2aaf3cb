import fc from 'fast-check';
import type { Hierarchy, HierarchyValues } from '../../../src/models/reconciliation/hierarchy.ts';

/** Queues x media types, bottom series queue by queue; totals per queue, per media type and over everything. */
export function queuesByMedia(queues: number, media: number): Hierarchy {
  const range = (count: number) => Array.from({ length: count }, (_, i) => i);
  const byQueue = range(queues).map((queue) => range(media).map((type) => queue * media + type));
  const byMedia = range(media).map((type) => range(queues).map((queue) => queue * media + type));
  return { bottomCount: queues * media, aggregates: [...byQueue, ...byMedia, range(queues * media)] };
}

export interface Problem {
  readonly hierarchy: Hierarchy;
  readonly base: HierarchyValues;
  readonly residuals: HierarchyValues;
}

/** Base forecasts around `level` over three intervals, and residuals of some ten intervals, a tenth of them missing. */
export function problemAround(level: number): fc.Arbitrary<Problem> {
  return fc
    .record({
      queues: fc.integer({ min: 1, max: 4 }),
      media: fc.integer({ min: 1, max: 3 }),
      past: fc.integer({ min: 3, max: 14 }),
    })
    .chain(({ queues, media, past }) => {
      const hierarchy = queuesByMedia(queues, media);
      const values = (length: number, value: fc.Arbitrary<number>) => {
        const series = fc.array(value, { minLength: length, maxLength: length }).map((row) => Float64Array.from(row));
        const many = (count: number) => fc.array(series, { minLength: count, maxLength: count });
        return fc.record({ bottom: many(hierarchy.bottomCount), aggregates: many(hierarchy.aggregates.length) });
      };
      const error = fc.integer({ min: -400, max: 400 }).map((hundredths) => (hundredths + 0.5) / 100);
      const residual = fc.oneof({ weight: 9, arbitrary: error }, { weight: 1, arbitrary: fc.constant(Number.NaN) });
      // The first residual is never missing, so that every series has one.
      const seen = (series: Float64Array) => series.map((value, t) => (t === 0 && Number.isNaN(value) ? 1 : value));
      return fc.record({
        hierarchy: fc.constant(hierarchy),
        base: values(3, error).map(({ bottom, aggregates }) => ({
          bottom: bottom.map((series) => series.map((value) => value + level)),
          aggregates: aggregates.map((series, a) =>
            series.map((value) => value + level * hierarchy.aggregates[a].length),
          ),
        })),
        residuals: values(past, residual).map(({ bottom, aggregates }) => ({
          bottom: bottom.map(seen),
          aggregates: aggregates.map(seen),
        })),
      });
    });
}
