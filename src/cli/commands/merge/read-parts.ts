import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFailure, type Failure, usageFailure } from '../../../errors.ts';
import type { ForecastDocument } from '../../../export/forecast-json.ts';
import {
  PART_FORECAST,
  PART_SUCCESS,
  partName,
  type SuccessMark,
  sha256,
  successMark,
} from '../../../export/forecast-parts.ts';

/** A complete part of a sharded run. */
export interface Part {
  readonly mark: SuccessMark;
  readonly document: ForecastDocument;
}

/**
 * All parts in a folder, in the order of their shards. Fails with exit code 5 when parts are missing, not complete or not
 * what their marks say, and with 2 when they are not of one run.
 */
export function readParts(folder: string): Part[] {
  const of = shardCount(namesIn(folder), folder);
  const read = Array.from({ length: of }, (_, shard) => readPart(folder, shard, of));
  const missing = read.flatMap((part, shard) => (part === 'missing' ? [shard] : []));
  if (missing.length > 0) throw notAll(missing, of, 'missing or not complete');
  const damaged = read.flatMap((part, shard) => (part === 'damaged' ? [shard] : []));
  if (damaged.length > 0) throw notAll(damaged, of, 'damaged: not what the success mark says');
  const parts = read.filter((part) => typeof part === 'object');
  requireOneRun(parts.map(({ mark }) => mark));
  return parts;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(code)) throw error;
    throw usageFailure(
      `cannot read the folder ${folder} (${code})`,
      'name the folder that the shards were given as --output',
      error,
    );
  }
}

function shardCount(names: readonly string[], folder: string): number {
  const counts = new Set(
    names.flatMap((name) => {
      const [, shard, of] = /^part-(\d{5})-of-(\d{5})$/.exec(name) ?? [];
      return of !== undefined && Number(shard) < Number(of) ? [Number(of)] : [];
    }),
  );
  const [of, other] = [...counts].sort((a, b) => a - b);
  if (of === undefined) {
    throw dataFailure(`there are no parts in ${folder}`, 'run the shards first: gcforecast forecast --shard 0/4 ...');
  }
  if (other === undefined) return of;
  throw usageFailure(
    `${folder} holds parts of ${of} and of ${other} shards`,
    'take away those of one run, or give each run a folder of its own',
  );
}

function readPart(folder: string, shard: number, of: number): Part | 'missing' | 'damaged' {
  const own = join(folder, partName(shard, of));
  const [success, forecast] = [PART_SUCCESS, PART_FORECAST].map((name) => textOf(join(own, name)));
  if (success === undefined || forecast === undefined) return 'missing';
  const mark = successMark.safeParse(jsonOf(success));
  if (!mark.success || mark.data.shard !== shard || mark.data.of !== of) return 'damaged';
  if (sha256(forecast) !== mark.data.sha256) return 'damaged';
  // The checksum holds, so this is what a forecast has written.
  const document: ForecastDocument = JSON.parse(forecast);
  return { mark: mark.data, document };
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code)))
      return undefined;
    throw error;
  }
}

/** Undefined for what is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notAll(shards: readonly number[], of: number, what: string): Failure {
  const list = shards.map((shard) => `${shard}/${of}`).join(', ');
  const again = shards.length === 1 ? `--shard ${list}` : `--shard for each of ${list}`;
  return dataFailure(
    `${shards.length === 1 ? 'part' : 'parts'} ${list} ${shards.length === 1 ? 'is' : 'are'} ${what}`,
    `run gcforecast forecast again with ${again}, and the other options as before`,
  );
}

/** What shaped the numbers must be the same in all parts. */
function requireOneRun([first, ...others]: readonly SuccessMark[]): void {
  for (const other of others) {
    const names = [...new Set([...Object.keys(first.made), ...Object.keys(other.made)])];
    const [name] = names.filter((each) => shown(first.made[each]) !== shown(other.made[each]));
    if (name === undefined) continue;
    const [a, b] = [first, other].map(({ made }) => shown(made[name]));
    throw usageFailure(
      `parts ${first.shard}/${first.of} and ${other.shard}/${other.of} were made differently: ${name} is ${a} and ${b}`,
      'run the shards again that differ: all need the same history, --as-of and options',
    );
  }
}

const shown = (value: unknown): string => (value === undefined ? 'not given' : JSON.stringify(value));
