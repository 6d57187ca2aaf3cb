import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { isoInstant } from '../../series/iso-instant.ts';
import { replaceText } from './durable-file.ts';
import { readJsonFile } from './json-file.ts';
import type { VolumeStore } from './volume-store.ts';

const instant = z.codec(z.iso.datetime(), z.number(), {
  decode: (text) => Date.parse(text) / 1000,
  encode: isoInstant,
});

const completeSpan = z.object({ from: instant, to: instant, fetchedAt: instant });

/** A range that is complete, as it was known at `fetchedAt`. */
export type CompleteSpan = z.infer<typeof completeSpan>;

const monthContent = z.object({ rows: z.number(), bytes: z.number(), sha256: z.string() });

/** What a month file holds. */
export type MonthContent = z.infer<typeof monthContent>;

const ledger = z.object({
  /** Complete for every queue of the organisation. */
  allQueues: z.array(completeSpan),
  /** Complete for one queue, by its id, beyond `allQueues`. */
  queues: z.record(z.string(), z.array(completeSpan)),
  /** Month files, by UTC month. */
  months: z.record(z.string(), monthContent),
  /** Month files that were about to be replaced (null: removed) when this was written: they may be as in `months` or as here. */
  pending: z.record(z.string(), z.nullable(monthContent)),
});

/** What a data set holds and how far it is complete. */
export type Ledger = z.infer<typeof ledger>;

const ledgerFile = (store: VolumeStore): string => join(store.folder, 'ledger.json');

/** The ledger of a data set, empty when nothing was stored yet. Fails with exit code 5, naming the file, when it is damaged. */
export const readLedger = (store: VolumeStore): Ledger =>
  readJsonFile(ledgerFile(store), ledger) ?? { allQueues: [], queues: {}, months: {}, pending: {} };

/**
 * What `use` makes of the ledger and the files that it describes. Readers take no lock, so a file may have been replaced since
 * the ledger was read: what fails is tried again as long as the ledger changes.
 */
export function withLedger<Result>(store: VolumeStore, use: (ledger: Ledger) => Result): Result {
  for (let current = readLedger(store); ; ) {
    try {
      return use(current);
    } catch (error) {
      const next = readLedger(store);
      if (isDeepStrictEqual(next, current)) throw error;
      current = next;
    }
  }
}

/** Replaces the ledger of a data set; `scratch` lies on the same disk. Keys are sorted, so that equal ledgers are equal bytes. */
export function writeLedger(store: VolumeStore, content: Ledger, scratch: string): void {
  const { allQueues, queues, months, pending } = z.encode(ledger, content);
  const sorted = { allQueues, queues: byKey(queues), months: byKey(months), pending: byKey(pending) };
  replaceText(ledgerFile(store), `${JSON.stringify(sorted, null, 1)}\n`, scratch);
}

const byKey = <Value>(record: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
