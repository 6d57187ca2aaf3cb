import type { SeriesKey } from './records.ts';

/** What a series is called in messages: `Support, voice`, or `all contacts` for the total. */
export function seriesName(key: SeriesKey): string {
  const parts = [key.queueName ?? key.queueId, key.mediaType].filter((part) => part !== undefined);
  return parts.length === 0 ? 'all contacts' : parts.join(', ');
}

/** The order in which series are listed: by queue name, queue id and media type; by code unit, so the same on every machine. */
export function compareSeriesKeys(a: SeriesKey, b: SeriesKey): number {
  return (
    compare(a.queueName ?? a.queueId, b.queueName ?? b.queueId) ||
    compare(a.queueId, b.queueId) ||
    compare(a.mediaType, b.mediaType)
  );
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : Number(a > b);
}
