import type { ForecastResult } from '../../../export/forecast-result.ts';
import { bottomUp, type HierarchyValues } from '../../../models/reconciliation/hierarchy.ts';
import { minimumTrace } from '../../../models/reconciliation/minimum-trace.ts';
import { movedInterval } from '../../../models/reconciliation/moved-interval.ts';
import { queueMediaTotals } from '../../../models/reconciliation/queue-media-totals.ts';
import { clampAtZero } from '../../../series/non-negative.ts';
import { compareSeriesKeys } from '../../../series/series-key.ts';
import { totalSeries, totalValues } from '../../../series/total-series.ts';
import type { BaseForecast } from './forecast-series.ts';
import type { HistorySeries } from './history.ts';
import type { ForecastOptions } from './options.ts';
import { withSums } from './with-sums.ts';

// Correlations of errors need no longer history, and their cost grows with its length times the square of the series.
const RESIDUALS_USED = 2000;

/** The totals of series over queues, over media types and over everything, as series of their own. */
export function totalsOf(parts: readonly HistorySeries[]): HistorySeries[] {
  const { hierarchy, keys } = queueMediaTotals(parts.map(({ key }) => key));
  return hierarchy.aggregates.map((children, i) => {
    const summed = children.map((child) => parts[child]);
    const handlings = summed.flatMap(({ handling }) => (handling === undefined ? [] : [handling]));
    return {
      key: keys[i],
      series: totalSeries(summed.map(({ series }) => series)),
      ...(handlings.length < summed.length
        ? {}
        : {
            handling: {
              handleSeconds: totalValues(handlings.map(({ handleSeconds }) => handleSeconds)),
              handled: totalValues(handlings.map(({ handled }) => handled)),
            },
          }),
    };
  });
}

/**
 * Forecasts of parts and of their totals that add up exactly, none below 0, in the order in which series are listed. The
 * component `reconciliation` is what a forecast was moved by. By minimum trace, parts and totals correct each other by how
 * well each could be forecast; bottom-up, the totals are the sums of their parts. A total of parts that have no forecast counts
 * them as nothing.
 */
export function coherentForecasts(
  parts: readonly BaseForecast[],
  totals: readonly BaseForecast[],
  options: Pick<ForecastOptions, 'reconcile' | 'sums' | 'intervalWidth'>,
): ForecastResult[] {
  const { hierarchy, keys } = queueMediaTotals(parts.map(({ result }) => result.key));
  const known = keys.flatMap((key, i) => {
    const total = totals.find(({ result }) => compareSeriesKeys(result.key, key) === 0);
    return total === undefined ? [] : [{ total, children: hierarchy.aggregates[i] }];
  });
  const shown = { bottomCount: parts.length, aggregates: known.map(({ children }) => children) };
  const base: readonly BaseForecast[] = [...parts, ...known.map(({ total }) => total)];
  const points = ({ result }: BaseForecast) => result.forecast.point;
  const { bottom, aggregates } =
    options.reconcile === 'bottom-up'
      ? bottomUp(
          shown,
          parts.map(({ result }) => clampAtZero(result.forecast).point),
        )
      : minimumTrace(
          shown,
          split(base.map(points), parts.length),
          split(alignedResiduals(base), parts.length),
          parts.map(({ result }) => result.forecast.closed),
        );
  return [...bottom, ...aggregates]
    .map((point, i) => withSums(moved(base[i].result, point), base[i].dependence, options))
    .sort((a, b) => compareSeriesKeys(a.key, b.key));
}

const split = (values: readonly Float64Array[], bottomCount: number): HierarchyValues => ({
  bottom: values.slice(0, bottomCount),
  aggregates: values.slice(bottomCount),
});

/** Residuals on one grid, NaN before a series began. */
function alignedResiduals(base: readonly BaseForecast[]): Float64Array[] {
  const length = Math.min(RESIDUALS_USED, Math.max(...base.map(({ residuals }) => residuals.length)));
  return base.map(({ residuals }) => {
    const aligned = new Float64Array(length).fill(Number.NaN);
    const recent = residuals.subarray(Math.max(0, residuals.length - length));
    aligned.set(recent, length - recent.length);
    return aligned;
  });
}

function moved(result: ForecastResult, point: Float64Array): ForecastResult {
  const { forecast } = result;
  return {
    ...result,
    forecast: {
      ...forecast,
      point,
      intervals: forecast.intervals.map((interval) => movedInterval(interval, forecast.point, point)),
      components: { ...forecast.components, reconciliation: point.map((value, i) => value - forecast.point[i]) },
    },
  };
}
