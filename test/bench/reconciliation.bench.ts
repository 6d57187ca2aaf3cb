// Minimum trace reconciliation of 250 queues x 4 media types with 255 totals, from 730 past days: what a run over a large
// organisation adds to the forecasts themselves. Run: npx tsx test/bench/reconciliation.bench.ts
import type { HierarchyValues } from '../../src/models/reconciliation/hierarchy.ts';
import { minimumTrace } from '../../src/models/reconciliation/minimum-trace.ts';
import { shrunkCovariance } from '../../src/models/reconciliation/shrunk-covariance.ts';
import { seededRandom } from '../genesys-server/random.ts';
import { queuesByMedia } from '../models/reconciliation/random-hierarchy.ts';

const PAST = 730;
const HORIZON = 30;
const ROUNDS = 7;

const hierarchy = queuesByMedia(250, 4);
const random = seededRandom(1);
const gauss = (): number => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
const scales = Array.from({ length: hierarchy.bottomCount }, () => 1 + 50 * random() ** 3);
const days = Float64Array.from({ length: PAST }, gauss);

/** Errors of the bottom series, which share good and bad days, and of totals that are forecast on their own. */
function errors(length: number): HierarchyValues {
  const bottom = scales.map((scale) => Float64Array.from({ length }, (_, t) => scale * (gauss() + 0.3 * days[t])));
  const aggregates = hierarchy.aggregates.map((children) => {
    const spread = Math.sqrt(children.reduce((sum, child) => sum + scales[child] ** 2, 0));
    return Float64Array.from({ length }, (_, t) => spread * (0.8 * gauss() + 0.5 * days[t]));
  });
  return { bottom, aggregates };
}

/** Base forecasts whose bottom series lie around `level` standard deviations. */
function forecasts(level: number): HierarchyValues {
  const noise = errors(HORIZON);
  return {
    bottom: noise.bottom.map((series, i) => series.map((error) => level * scales[i] + error)),
    aggregates: noise.aggregates.map((series, a) => {
      const mean = hierarchy.aggregates[a].reduce((sum, child) => sum + level * scales[child], 0);
      return series.map((error) => mean + error);
    }),
  };
}

function medianMs(run: () => unknown): number {
  run();
  const times = Array.from({ length: ROUNDS }, () => {
    const from = performance.now();
    run();
    return performance.now() - from;
  });
  return times.sort((a, b) => a - b)[ROUNDS >> 1];
}

const residuals = errors(PAST);
const all = [...residuals.bottom, ...residuals.aggregates];
console.log(
  `${hierarchy.bottomCount} bottom series, ${hierarchy.aggregates.length} totals, ${PAST} past days, ${HORIZON} ahead; medians`,
);
console.log(
  `covariance and shrinkage      ${medianMs(() => shrunkCovariance(all))
    .toFixed(0)
    .padStart(6)} ms`,
);
for (const [level, name] of [
  [8, 'no forecast below 0'],
  [2.5, 'few below 0'],
  [1, 'a sixth below 0'],
] as const) {
  const base = forecasts(level);
  const held = minimumTrace(hierarchy, base, residuals)
    .bottom.flatMap((series) => [...series])
    .filter((v) => v === 0).length;
  const ms = medianMs(() => minimumTrace(hierarchy, base, residuals));
  console.log(
    `all, ${name.padEnd(24)} ${ms.toFixed(0).padStart(6)} ms   ${(held / HORIZON).toFixed(1)} of the bottom series at 0`,
  );
}
