import { totalLines } from '../../../export/volume-listing.ts';
import { isoInstant, localTime } from '../../../series/iso-instant.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import type { VolumeRow } from '../../../series/volume-rows.ts';
import type { TimeRange } from '../../../store/volumes/time-range.ts';
import { renderTable } from '../../terminal/table.ts';
import { tableLook } from '../../terminal/table-look.ts';
import type { World } from '../../world.ts';
import type { FetchOptions } from './options.ts';

/** What a fetch has done. */
export interface Fetched {
  readonly asOf: EpochSeconds;
  readonly timeZone: string;
  readonly range: TimeRange;
  /** What the store lacked, so that the service was asked for it. */
  readonly fetched: readonly TimeRange[];
  /** Rows that came from a file instead. */
  readonly importedRows?: number;
  /** Sums over the whole range, one for each group. */
  readonly totals: readonly VolumeRow[];
}

// Beyond this many groups a table is no overview.
const GROUPS_SHOWN = 30;

/** The document `gcforecast/fetch@1`. */
export function fetchDocument(
  { asOf, timeZone, range, fetched, importedRows, totals }: Fetched,
  options: FetchOptions,
): string {
  const document = {
    schema: 'gcforecast/fetch@1',
    asOf: isoInstant(asOf),
    timeZone,
    granularity: options.granularity,
    direction: options.direction,
    start: isoInstant(range.from),
    end: isoInstant(range.to),
    fetched: fetched.map(({ from, to }) => ({ start: isoInstant(from), end: isoInstant(to) })),
    ...(importedRows === undefined ? {} : { importedRows }),
    totals: totalLines(totals),
    files: options.output === undefined ? [] : [options.output],
  };
  return `${JSON.stringify(document, (_, value) => value ?? null, 2)}\n`;
}

/** The result for people: sums per group, what was fetched, and which file was written. */
export function fetchText(
  { timeZone, range, fetched, importedRows, totals }: Fetched,
  options: FetchOptions,
  world: World,
): string {
  const look = tableLook(world.stdout, options, world.env);
  const span = ({ from, to }: TimeRange) => `${localTime(timeZone, from)} to ${localTime(timeZone, to)}`;
  const lines = totalLines(totals);
  const shown = lines.length > GROUPS_SHOWN + 1 ? [...lines.slice(0, GROUPS_SHOWN), lines[lines.length - 1]] : lines;
  const table = renderTable(
    [
      { heading: 'queue' },
      { heading: 'media' },
      { heading: 'conversations', digits: 0 },
      { heading: 'offered', digits: 0 },
      { heading: 'answered', digits: 0 },
      { heading: 'abandoned', digits: 0 },
      { heading: 'handle time s', digits: 1 },
    ],
    shown.map((line) => [
      line.queue_name ?? line.queue_id,
      line.media_type,
      line.conversations,
      line.offered,
      line.answered,
      line.abandoned,
      line.average_handle_seconds,
    ]),
    look,
  );
  const hidden = lines.length - shown.length;
  return [
    `Volumes of ${span(range)} (${timeZone}), ${options.direction === 'all' ? 'all directions' : options.direction}\n\n`,
    lines.length === 0 ? 'no contacts\n' : table,
    hidden > 0 ? `... and ${hidden} more\n` : '',
    `\n${sourceOf(fetched.map(span), importedRows)}\n`,
    options.output === undefined ? '' : `written: ${options.output}\n`,
  ].join('');
}

function sourceOf(fetched: readonly string[], importedRows: number | undefined): string {
  if (importedRows !== undefined) return `imported: ${importedRows} rows`;
  return `fetched: ${fetched.length === 0 ? 'nothing, the local history had it all' : fetched.join(', ')}`;
}
