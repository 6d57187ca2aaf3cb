import { dataFailure } from '../../../errors.ts';
import type { ForecastDocument } from '../../../export/forecast-json.ts';
import type { SeriesKey } from '../../../series/records.ts';
import { compareSeriesKeys } from '../../../series/series-key.ts';

/** The document of the run as one machine would have made it. Fails with exit code 5 when it has no series at all. */
export function joinParts(documents: readonly ForecastDocument[]): ForecastDocument {
  const [{ warnings: _, failed: __, ...run }] = documents;
  const series = inOrder(documents.flatMap((document) => document.series));
  const failed = inOrder(documents.flatMap((document) => document.failed ?? []));
  const warnings = [...new Set(documents.flatMap((document) => document.warnings ?? []))];
  if (series.length === 0) {
    throw dataFailure(`no series could be forecast: ${failed[0].message}`, 'give more history, or choose other queues');
  }
  return {
    ...run,
    series,
    ...(warnings.length === 0 ? {} : { warnings }),
    ...(failed.length === 0 ? {} : { failed }),
  };
}

const inOrder = <Keyed extends { readonly key: SeriesKey }>(items: readonly Keyed[]): Keyed[] =>
  items.toSorted((a, b) => compareSeriesKeys(a.key, b.key));
