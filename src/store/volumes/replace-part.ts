import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { EpochSeconds } from '../../series/time-zone.ts';
import { type FetchedPart, withoutCompleteRange, withPart } from './completeness.ts';
import { moveIntoPlace, removeDurably } from './durable-file.ts';
import { quoted, quotedPath } from './engine.ts';
import { type Ledger, type MonthContent, readLedger, writeLedger } from './ledger.ts';
import { monthFileState, sha256Of, verifiedContent } from './month-file.ts';
import { writeSortedParquet } from './parquet-rows.ts';
import { endOfUtcMonth, startOfUtcMonth, type UtcMonth, utcMonthsBetween } from './utc-month.ts';
import { intervalsOfMonth, monthFile, type VolumeStore } from './volume-store.ts';

/**
 * Replaces what the store holds for a part by the rows of a relation (columns of a month file, distinct keys, all within the
 * part), and writes down that the part is complete. Month by month the new file is written aside, the ledger says what is to
 * come, and the file is renamed; the part counts as complete only when all of that is on the disk. So after a crash each month
 * file is the old one or the new one, its ledger knows both, and the same part can simply be stored again.
 */
export async function replacePart(
  connection: DuckDBConnection,
  store: VolumeStore,
  part: FetchedPart,
  relation: string,
  scratch: string,
): Promise<void> {
  mkdirSync(store.folder, { recursive: true });
  let ledger = readLedger(store);
  for (const month of utcMonthsBetween(part.from, part.to)) {
    if (monthFileState(store, ledger, month) === 'missing') ledger = withoutMonth(store, ledger, month);
    const before = await verifiedContent(store, ledger, month);
    const after = await writeMonth(connection, store, month, part, before, relation, scratch);
    ledger =
      before?.sha256 === after?.sha256 ? settled(ledger, month, after) : put(store, ledger, month, after, scratch);
  }
  writeLedger(store, { ...ledger, ...withPart(ledger, part) }, scratch);
}

/**
 * Removes a month file, whatever state it is in, and the knowledge that its intervals are complete. The file goes first: a
 * missing one counts as not complete, too.
 */
export function removeMonth(store: VolumeStore, month: UtcMonth, scratch: string): void {
  const ledger = readLedger(store);
  removeDurably(monthFile(store, month));
  writeLedger(store, withoutMonth(store, ledger, month), scratch);
}

const withoutMonth = (store: VolumeStore, ledger: Ledger, month: UtcMonth): Ledger => ({
  ...settled(ledger, month, undefined),
  ...withoutCompleteRange(ledger, intervalsOfMonth(store, month)),
});

/** The ledger when it is certain what a month file holds; undefined when there is none. */
function settled(ledger: Ledger, month: UtcMonth, content: MonthContent | undefined): Ledger {
  const { [month]: _, ...months } = ledger.months;
  const { [month]: __, ...pending } = ledger.pending;
  return { ...ledger, months: content === undefined ? months : { ...months, [month]: content }, pending };
}

/** Puts what lies aside in the place of a month file, or removes the file when there is nothing to put. */
function put(
  store: VolumeStore,
  ledger: Ledger,
  month: UtcMonth,
  after: MonthContent | undefined,
  scratch: string,
): Ledger {
  writeLedger(store, { ...ledger, pending: { ...ledger.pending, [month]: after ?? null } }, scratch);
  if (after === undefined) removeDurably(monthFile(store, month));
  else moveIntoPlace(asideOf(month, scratch), monthFile(store, month));
  return settled(ledger, month, after);
}

const asideOf = (month: UtcMonth, scratch: string): string => join(scratch, `${month}.parquet`);

/** Writes the new content of a month aside; undefined when no row is left. */
async function writeMonth(
  connection: DuckDBConnection,
  store: VolumeStore,
  month: UtcMonth,
  part: FetchedPart,
  before: MonthContent | undefined,
  relation: string,
  scratch: string,
): Promise<MonthContent | undefined> {
  const aside = asideOf(month, scratch);
  const inMonth = startsBetween(startOfUtcMonth(month), endOfUtcMonth(month));
  const added = `SELECT * FROM ${relation} WHERE ${inMonth}`;
  const kept = `SELECT * FROM read_parquet(${quotedPath(monthFile(store, month))}) WHERE NOT ${belongsTo(part)}`;
  const all = before === undefined ? added : `${kept} UNION ALL BY NAME ${added}`;
  const rows = await writeSortedParquet(connection, `(${all})`, aside);
  return rows === 0 ? undefined : { rows, bytes: statSync(aside).size, sha256: await sha256Of(aside) };
}

const startsBetween = (from: EpochSeconds, to: EpochSeconds): string =>
  `(interval_start >= to_timestamp(${from}) AND interval_start < to_timestamp(${to}))`;

const belongsTo = ({ from, to, queueIds }: FetchedPart): string =>
  queueIds === undefined
    ? startsBetween(from, to)
    : `(${startsBetween(from, to)} AND queue_id IN (${queueIds.map(quoted).join(', ')}))`;
