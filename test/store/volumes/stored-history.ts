import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import type { VolumeRecord } from '../../../src/series/records.ts';
import type { FetchedPart } from '../../../src/store/volumes/completeness.ts';
import { readVolumes, type VolumeSelection } from '../../../src/store/volumes/read-volumes.ts';
import { openVolumeStore, type VolumeStore } from '../../../src/store/volumes/volume-store.ts';
import { withVolumeWriter } from '../../../src/store/volumes/volume-writer.ts';
import { utc } from '../../series/volume-record.ts';

const QUEUES = ['q1', 'q2', 'q3'] as const;

export const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'gcforecast-store-'));

/** Half hours of UTC, inbound. */
export const halfHours = (root: string): VolumeStore =>
  openVolumeStore(root, { step: calendarStep('PT30M'), timeZone: 'UTC', direction: 'inbound' });

/** One record per queue and interval, with numbers that follow from both and from `seed`; some intervals have none. */
export function contacts(from: number, to: number, seed = 0, stepSeconds = 1800): VolumeRecord[] {
  const starts = Array.from({ length: (to - from) / stepSeconds }, (_, i) => from + i * stepSeconds);
  return starts.flatMap((intervalStart) =>
    QUEUES.flatMap((queueId, queue) => {
      const offered = (intervalStart / 1800 + 7 * queue + seed) % 11;
      if (offered === 0) return [];
      return {
        intervalStart,
        intervalEnd: intervalStart + stepSeconds,
        queueId,
        ...(queueId === 'q3' ? {} : { queueName: `Queue ${queue}` }),
        mediaType: 'voice',
        conversations: offered,
        offered,
        answered: offered - 1,
        abandoned: 1,
        handleSeconds: offered * 240.25,
        handled: offered - 1,
        serviceLevelNumerator: 0,
        serviceLevelDenominator: offered,
      };
    }),
  );
}

/** In the order in which the store hands records out, by UTC month, queue, media type and time. */
export const inStoreOrder = (records: readonly VolumeRecord[]): VolumeRecord[] =>
  records.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));

const orderOf = ({ intervalStart, queueId, mediaType }: VolumeRecord): string => {
  const instant = new Date(intervalStart * 1000).toISOString();
  return [instant.slice(0, 7), queueId, mediaType, instant].join(' ');
};

export const put = (store: VolumeStore, part: FetchedPart, records: readonly VolumeRecord[]): Promise<void> =>
  withVolumeWriter(store, (writer) => writer.put(part, records));

export async function read(store: VolumeStore, selection: VolumeSelection): Promise<VolumeRecord[]> {
  const records: VolumeRecord[] = [];
  for await (const record of readVolumes(store, selection)) records.push(record);
  return records;
}

/** SHA-256 of every Parquet file, by name. */
export const monthBytes = ({ folder }: VolumeStore): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith('.parquet'))
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  );

/** Three months of which the last is over long before `LATE`. */
export const WINTER = { from: utc('2025-12-20'), to: utc('2026-02-10') };
export const LATE = utc('2026-03-01');
