import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../../errors.ts';
import { calendarStep } from '../../series/calendar-step.ts';
import { type Ledger, readLedger } from './ledger.ts';
import { monthFileState, verifiedContent } from './month-file.ts';
import { damaged, explained } from './store-failure.ts';
import type { UtcMonth } from './utc-month.ts';
import { monthFile, openVolumeStore, type VolumeDataSet, type VolumeStore } from './volume-store.ts';

/** What a look at every file of a history store has found. */
export interface StoreCondition {
  readonly dataSets: number;
  readonly months: number;
  /** One for each file that cannot be trusted: a ledger, or a month file that is not as its ledger says. */
  readonly damage: readonly Failure[];
}

/** Reads every ledger and checks every month file of the store under `root` against it, checksums included. Changes nothing. */
export async function inspectStore(root: string): Promise<StoreCondition> {
  const found = await Promise.all(dataSetsIn(root).map((dataSet) => inspectDataSet(openVolumeStore(root, dataSet))));
  return {
    dataSets: found.length,
    months: found.reduce((sum, { months }) => sum + months, 0),
    damage: found.flatMap(({ damage }) => damage),
  };
}

type Found = Omit<StoreCondition, 'dataSets'>;

async function inspectDataSet(store: VolumeStore): Promise<Found> {
  for (;;) {
    let ledger: Ledger;
    try {
      ledger = readLedger(store);
    } catch (error) {
      return { months: 0, damage: [asFailure(error)] };
    }
    const found = await inspectMonths(store, ledger);
    // Readers take no lock: what looks damaged may have been replaced meanwhile.
    if (found.damage.length === 0 || isDeepStrictEqual(readLedger(store), ledger)) return found;
  }
}

async function inspectMonths(store: VolumeStore, ledger: Ledger): Promise<Found> {
  const onDisk = readdirSync(store.folder).flatMap((name) => /^(\d{4}-\d\d)\.parquet$/.exec(name)?.[1] ?? []);
  const months = [...new Set([...Object.keys(ledger.months), ...onDisk])].sort();
  const damage: Failure[] = [];
  for (const month of months) {
    const failure = await damageOf(store, ledger, month);
    if (failure !== undefined) damage.push(failure);
  }
  return { months: months.length, damage };
}

async function damageOf(store: VolumeStore, ledger: Ledger, month: UtcMonth): Promise<Failure | undefined> {
  try {
    if (monthFileState(store, ledger, month) === 'missing') {
      const hint = `nothing needs to be done: the next fetch brings back the history of ${month}`;
      return damaged(monthFile(store, month), 'it is gone', hint);
    }
    await verifiedContent(store, ledger, month);
    return undefined;
  } catch (error) {
    return asFailure(explained(error, 'read', monthFile(store, month)));
  }
}

function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw error;
}

const DATA_SET = /^step=([^/\\]+)[/\\]zone=([^/\\]+)[/\\]direction=(inbound|outbound|all)$/;

function dataSetsIn(root: string): VolumeDataSet[] {
  return namesIn(join(root, 'volumes')).flatMap((name): VolumeDataSet[] => {
    const [, step, zone, direction] = DATA_SET.exec(name) ?? [];
    if (step === undefined || zone === undefined || direction === undefined) return [];
    return [
      {
        step: calendarStep(step),
        timeZone: decodeURIComponent(zone),
        direction: direction as VolumeDataSet['direction'],
      },
    ];
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
