import { resolve } from 'node:path';
import { usageFailure } from '../../errors.ts';
import { fileFormat } from '../../export/file-format.ts';
import type { ContactCentre } from '../../genesys/contact-centre.ts';
import { calendarStep } from '../../series/calendar-step.ts';
import type { SeriesDimension, VolumeBreakdown } from '../../series/records.ts';
import { openVolumeStore } from '../../store/volumes/volume-store.ts';
import type { World } from '../world.ts';
import { importHistory } from './fetch/import-history.ts';
import { historyListing } from './fetch/listing.ts';
import type { FetchOptions } from './fetch/options.ts';
import { type Fetched, fetchDocument, fetchText } from './fetch/result.ts';
import { LISTING_FORMATS, writeListing } from './fetch/write-listing.ts';
import { askedBreakdown } from './history/asked-breakdown.ts';
import { askedRange } from './history/asked-range.ts';
import { selectedQueues } from './history/selected-queues.ts';
import { topUp } from './history/top-up.ts';
import { type OpenHistory, withHistory } from './history/with-history.ts';
import type { Reporting } from './log.ts';
import { withReporting } from './with-reporting.ts';

/**
 * `gcforecast fetch`: brings what it lacks of a range into the local history, from the service or from a file, and lists the
 * range as flat records. Returns the exit code.
 */
export async function fetch(options: FetchOptions, world: World): Promise<number> {
  requireOneSource(options);
  if (options.fromJson !== undefined) {
    const { listSavedAnswer } = await import('./fetch/list-saved-answer.ts');
    world.stdout.write(await listSavedAnswer(options.fromJson, options, world));
    return 0;
  }
  if (options.output !== undefined) fileFormat(options.output, LISTING_FORMATS);
  const text = await withReporting(options, world, (config, reporting) =>
    withHistory(config, options, world, reporting, options.fetch, async (history) => {
      const rangeSums = askedRangeSums(options, history);
      if (rangeSums !== undefined) return listRange(rangeSums, history, options, world);
      const done = await fetchInto(history, options, world, reporting);
      return options.json === true ? fetchDocument(done, options) : fetchText(done, options, world);
    }),
  );
  world.stdout.write(text);
  return 0;
}

/** How a total by queue and media type is asked for, where the service tells handle times for whole ranges only. */
function askedRangeSums(options: FetchOptions, { centre }: OpenHistory): ContactCentre['rangeSums'] {
  const { granularity, by, fetch: mayAsk, fromCsv } = options;
  const isByBoth = (by ?? wholeBreakdown(askedBreakdown(options, centre))).length === 2;
  return granularity === 'total' && isByBoth && mayAsk && fromCsv === undefined ? centre.rangeSums : undefined;
}

async function listRange(
  rangeSums: NonNullable<ContactCentre['rangeSums']>,
  { root, centre, asOf, timeZone, finish }: OpenHistory,
  options: FetchOptions,
  world: World,
): Promise<string> {
  const { direction, queue, media } = options;
  const step = calendarStep('P1D');
  const queueIds = await selectedQueues(queue, centre, openVolumeStore(root, { step, timeZone, direction }), true);
  const rows = await rangeSums({
    ...askedRange(options, step, timeZone, asOf),
    ...{ step, timeZone },
    ...(direction === 'all' ? {} : { direction }),
    ...(queueIds === undefined ? {} : { queueIds }),
    ...(media === undefined ? {} : { mediaTypes: media }),
  });
  const { listQueueMedia } = await import('./fetch/queue-media-listing.ts');
  const text = await listQueueMedia(rows, options, world);
  await finish();
  return text;
}

async function fetchInto(
  { root, centre, asOf, timeZone, finish }: OpenHistory,
  options: FetchOptions,
  world: World,
  { log, progress }: Reporting,
): Promise<Fetched> {
  // A total is summed from days.
  const step = calendarStep(options.granularity === 'total' ? 'P1D' : options.granularity);
  const breakdown = askedBreakdown(options, centre);
  const store = openVolumeStore(root, { step, timeZone, direction: options.direction, breakdown });
  const mayAsk = options.fetch && options.fromCsv === undefined;
  const imported = options.fromCsv === undefined ? undefined : await importHistory(store, options.fromCsv, asOf, world);
  if (imported !== undefined && imported.repeatedRows > 0) {
    log.warn({}, `rows that repeat an earlier one were dropped: ${imported.repeatedRows}`);
  }
  const range = imported ?? askedRange(options, step, timeZone, asOf);
  const queueIds = imported?.queueIds ?? (await selectedQueues(options.queue, centre, store, mayAsk));
  const selection = { from: range.from, to: range.to, ...(queueIds === undefined ? {} : { queueIds }) };
  const fetched = mayAsk ? await topUp(store, centre, selection, asOf, world.nowMs) : [];
  const media = options.media === undefined ? {} : { mediaTypes: options.media };
  const listing = historyListing(store, { ...selection, ...media }, options.by ?? wholeBreakdown(breakdown));
  if (options.output !== undefined) {
    progress.phase(`writing ${options.output}`);
    const kind = options.granularity === 'total' ? 'totals' : 'intervals';
    const format = fileFormat(options.output, LISTING_FORMATS);
    const path = resolve(world.cwd, options.output);
    await writeListing(path, format, listing, kind, world.signal);
    world.notes.outputs.add(path);
  }
  const totals = await listing.totals();
  await finish();
  return { asOf, timeZone, range, fetched, totals, ...(imported === undefined ? {} : { importedRows: imported.rows }) };
}

/** What is listed apart where --by does not say. */
const wholeBreakdown = (breakdown: VolumeBreakdown): readonly SeriesDimension[] =>
  breakdown === 'together' ? [] : ['queue', 'media'];

function requireOneSource({ fromCsv, replay, record, queue }: FetchOptions): void {
  if (fromCsv === undefined) return;
  const other = [replay && '--replay', record && '--record', queue && '--queue'].find((name) => name !== undefined);
  if (other === undefined) return;
  throw usageFailure(
    `--from-csv and ${other} exclude each other`,
    'a file brings its own queues: leave one of the two out',
  );
}
