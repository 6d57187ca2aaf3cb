import { usageFailure } from '../../../errors.ts';
import { listingCsv, listingJsonLines, totalLines, volumeLines } from '../../../export/volume-listing.ts';
import { writeFile } from '../../../export/write-file.ts';
import type { VolumeRecord } from '../../../series/records.ts';
import type { VolumeRow } from '../../../series/volume-rows.ts';
import { writeParquet } from '../../../store/volumes/write-parquet.ts';
import type { HistoryListing } from './listing.ts';

export const LISTING_FORMATS = ['csv', 'json', 'jsonl', 'parquet'] as const;

type ListingFormat = (typeof LISTING_FORMATS)[number];

/**
 * Writes a listing of intervals, or of totals with their sum as last line, aside and renamed. JSON is one object a line.
 * Fails with exit code 2 for a Parquet file of anything but queue and media type by interval, whose columns are those of the
 * local history.
 */
export async function writeListing(
  path: string,
  format: ListingFormat,
  listing: HistoryListing,
  kind: 'intervals' | 'totals',
  signal: AbortSignal,
): Promise<void> {
  if (format === 'parquet') {
    if (kind === 'totals' || listing.by.length < 2) throw notParquet();
    await writeParquet(path, asRecords(listing.intervals(), signal));
    return;
  }
  const lines = kind === 'totals' ? totalLines(await listing.totals()) : volumeLines(listing.intervals());
  await writeFile(path, format === 'csv' ? listingCsv(lines, kind) : listingJsonLines(lines), signal);
}

/** Rows that are kept apart by queue and media type have both. */
async function* asRecords(rows: AsyncIterable<VolumeRow>, signal: AbortSignal): AsyncGenerator<VolumeRecord> {
  for await (const row of rows) {
    signal.throwIfAborted();
    const { queueId, mediaType } = row;
    if (queueId === undefined || mediaType === undefined) throw new Error('a row is without queue or media type');
    yield { ...row, queueId, mediaType };
  }
}

const notParquet = () =>
  usageFailure(
    'a Parquet listing has one row per queue, media type and interval',
    'leave out --by and --granularity total, or write .csv or .json',
  );
