import { join } from 'node:path';
import * as z from 'zod/mini';
import { usageFailure } from '../../errors.ts';
import { addSteps, type CalendarStep, calendarStep, floorToStep } from '../../series/calendar-step.ts';
import { isoInstant } from '../../series/iso-instant.ts';
import type { VolumeBreakdown } from '../../series/records.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import { readJsonFile } from './json-file.ts';
import type { TimeRange } from './time-range.ts';
import { endOfUtcMonth, startOfUtcMonth, type UtcMonth } from './utc-month.ts';

/** What one history is about: records of different steps, zones, directions or breakdowns never share a file. */
export interface VolumeDataSet {
  readonly step: CalendarStep;
  readonly timeZone: string;
  readonly direction: 'inbound' | 'outbound' | 'all';
  /** By queue and media type when absent. */
  readonly breakdown?: VolumeBreakdown;
}

/**
 * A local history of volume records of one organisation:
 *
 *     store.json                      version of this layout
 *     writer.lock                     who writes, while someone writes
 *     scratch/                        files on their way; removed when a writer starts and ends
 *     volumes/step=PT30M/zone=Europe%2FLondon/direction=inbound/
 *       2026-01.parquet               rows of the intervals that start in this UTC month
 *       together/...                  the same of all queues and media types together, where a service counts them so
 *       ledger.json                   which ranges are complete for which queues, and rows, bytes and sha256 of each month file
 *
 * Only intervals in which something happened have rows, so a missing row in a complete range is a zero.
 */
export interface VolumeStore extends VolumeDataSet {
  readonly root: string;
  /** Where the files of this data set lie. */
  readonly folder: string;
}

const FORMAT = 1;
const layout = z.object({ format: z.number() });

/**
 * The history of one data set under `root`, which need not exist yet; nothing is created. Fails with exit code 2 when a newer
 * program has written there, and with RangeError for a step that `calendarStep` does not know.
 */
export function openVolumeStore(root: string, dataSet: VolumeDataSet): VolumeStore {
  const { step, timeZone, direction, breakdown } = dataSet;
  const { format } = readJsonFile(layoutFile(root), layout) ?? { format: FORMAT };
  if (format > FORMAT) {
    throw usageFailure(
      `the history store ${root} was made by a newer gcforecast (format ${format}, this one knows ${FORMAT})`,
      'update gcforecast, or give --home another folder',
    );
  }
  const parts = [
    `step=${calendarStep(step.iso).iso}`,
    `zone=${encodeURIComponent(timeZone)}`,
    `direction=${direction}`,
    ...(breakdown === 'together' ? ['together'] : []),
  ];
  return { ...dataSet, root, folder: join(root, 'volumes', ...parts) };
}

export const layoutFile = (root: string): string => join(root, 'store.json');

/** What `layoutFile` holds. */
export const LAYOUT_TEXT = `${JSON.stringify({ format: FORMAT })}\n`;

export const monthFile = (store: VolumeStore, month: UtcMonth): string => join(store.folder, `${month}.parquet`);

/** The intervals that start in a UTC month, as a range on the store's grid. */
export function intervalsOfMonth(store: VolumeStore, month: UtcMonth): TimeRange {
  return { from: nextGridPoint(store, startOfUtcMonth(month)), to: nextGridPoint(store, endOfUtcMonth(month)) };
}

/** The last border of intervals at or before `instant`. */
export const lastGridPoint = ({ step, timeZone }: VolumeDataSet, instant: EpochSeconds): EpochSeconds =>
  floorToStep(instant, step, timeZone);

function nextGridPoint({ step, timeZone }: VolumeDataSet, instant: EpochSeconds): EpochSeconds {
  const last = floorToStep(instant, step, timeZone);
  return last === instant ? last : addSteps(last, step, timeZone, 1);
}

/** Whether `[start, end)` is exactly one interval of the grid. */
export const isInterval = ({ step, timeZone }: VolumeDataSet, start: EpochSeconds, end: EpochSeconds): boolean =>
  floorToStep(start, step, timeZone) === start && addSteps(start, step, timeZone, 1) === end;

/** Throws RangeError unless both ends lie on the grid, in order. */
export function requireOnGrid(store: VolumeDataSet, { from, to }: TimeRange): void {
  const isOnGrid = lastGridPoint(store, from) === from && lastGridPoint(store, to) === to;
  if (isOnGrid && from <= to) return;
  throw new RangeError(
    `${isoInstant(from)} to ${isoInstant(to)} is no range on the ${store.step.iso} grid of ${store.timeZone}`,
  );
}
