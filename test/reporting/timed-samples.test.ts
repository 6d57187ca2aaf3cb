import fc from 'fast-check';
import { expect, test } from 'vitest';
import { activityGroups } from '../../src/reporting/activity-groups.ts';
import type { RunStore } from '../../src/reporting/external-sort.ts';
import { timedSamples } from '../../src/reporting/timed-samples.ts';
import { sampleSize } from '../support/sample-size.ts';

const inMemory: RunStore = {
  keep(run) {
    const blocks = [...run].map((block) => [...block]);
    return { read: () => blocks, discard: () => {} };
  },
};

/** PERCENTILE.INC of spreadsheets, which Hyndman and Fan (1996) number 7. */
function percentile(values: readonly number[], probability: number): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const place = probability * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}

test('percentiles of each group are exact, however little fits into memory', () => {
  const milliseconds = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { maxLength: 40 });
  fc.assert(
    fc.property(
      fc.array(milliseconds, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 500 }),
      (groupsOf, budget) => {
        const quantiles = [0.5, 0.9, 0.95].map((probability) => ({ timer: 'wait' as const, probability }));
        const samples = timedSamples(inMemory, quantiles, budget);
        const groups = activityGroups({ groupBy: ['queue'], timeZone: 'UTC' });
        const made = groupsOf.map((values, i) => {
          const group = groups.groupOf({ queue: `q${i}` }, 0);
          for (const ms of values) {
            group.tally.completions.wait++;
            samples.sample(group, 'wait', ms / 1000);
            samples.sample(group, 'talk', 1);
          }
          return group;
        });
        const quantileOf = samples.quantiles(groups.sorted());
        for (const [i, values] of groupsOf.entries()) {
          for (const quantile of quantiles) {
            const expected = percentile(
              values.map((ms) => ms / 1000),
              quantile.probability,
            );
            const found = quantileOf(made[i], quantile);
            if (expected === undefined || found === undefined) expect(found).toBe(expected);
            else expect(found).toBeCloseTo(expected, 9);
          }
        }
      },
    ),
    { numRuns: sampleSize(60, 2000) },
  );
});
