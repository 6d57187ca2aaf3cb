import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { asideFile, removeAbandoned } from '../aside-file.ts';
import { Failure } from '../errors.ts';
import { isRunning } from '../running-process.ts';
import { parsedJson } from './parsed-json.ts';
import { explained } from './volumes/store-failure.ts';

const lockHolder = z.object({
  /** Tells this taking of the lock from any other. */
  token: z.string(),
  pid: z.number(),
  host: z.string(),
  /** Of the kernel, where it has one: another one means that the holder's machine was started anew. */
  bootId: z.nullable(z.string()),
  /** When the process started, in clock ticks since boot, where the kernel tells: process numbers are used again. */
  processStart: z.nullable(z.string()),
});

const DOING = 'is writing to the history store';

type LockHolder = z.infer<typeof lockHolder>;

/**
 * Runs `action` while this process alone holds the lock `file`, whose folder must exist, and releases it on every way out.
 * The lock of a process that is gone is taken over; that of another host is respected, since nobody here can tell. Fails
 * with exit code 75, naming the holder and what it is `doing`, when the lock is held, and with 2 when the file system refuses.
 */
export async function withWriterLock<Result>(
  file: string,
  action: () => Promise<Result>,
  doing = DOING,
): Promise<Result> {
  const release = takenLock(file, doing);
  process.once('exit', release);
  try {
    return await action();
  } finally {
    process.off('exit', release);
    release();
  }
}

/** The process that holds the lock `file`; undefined when nobody does, or nobody who lives. */
export function lockHolderOf(file: string): { readonly pid: number; readonly host: string } | undefined {
  const holder = readHolder(file);
  return holder === undefined || !isAlive(holder) ? undefined : { pid: holder.pid, host: holder.host };
}

/**
 * Fails like `withWriterLock`, with exit code 75, when the lock `file` is held, and takes nothing. A lock whose process is gone is free.
 */
export function requireFreeLock(file: string, doing = DOING): void {
  const holder = readHolder(file);
  if (holder !== undefined && isAlive(holder)) throw held(file, holder, doing);
}

function takenLock(file: string, doing: string): () => void {
  try {
    return takeLock(file, doing);
  } catch (error) {
    throw explained(error, 'write', file);
  }
}

/** Takes the lock or throws; returns what releases it. */
function takeLock(file: string, doing: string): () => void {
  const own: LockHolder = { token: randomUUID(), ...thisProcess() };
  removeAbandoned(dirname(file));
  const aside = asideFile(dirname(file));
  try {
    writeFileSync(aside, JSON.stringify(own), { flag: 'wx' });
    // A holder that leaves between the attempt and the look is no holder: try again.
    while (!isLinked(aside, file)) {
      const holder = readHolder(file);
      if (holder === undefined) continue;
      if (isAlive(holder)) throw held(file, holder, doing);
      if (replaceDead(file, holder, aside, doing)) break;
    }
  } finally {
    rmSync(aside, { force: true });
  }
  return () => {
    if (readHolder(file)?.token === own.token) rmSync(file);
  };
}

/** A link appears with its content, and only if nothing is there. */
function isLinked(aside: string, file: string): boolean {
  try {
    linkSync(aside, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Takes a dead holder's place. Whoever wants to do that holds a lock named after the dead holder's token, and looks again
 * under it: so nobody replaces one who has taken over before.
 */
function replaceDead(file: string, dead: LockHolder, aside: string, doing: string): boolean {
  const release = takeLock(`${file}.${dead.token}`, doing);
  try {
    if (readHolder(file)?.token !== dead.token) return false;
    renameSync(aside, file);
    return true;
  } finally {
    release();
  }
}

function readHolder(file: string): LockHolder | undefined {
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  const holder = z.safeParse(lockHolder, parsedJson(text));
  if (holder.success) return holder.data;
  throw notNow(`${file} is not a lock of gcforecast`, `remove it when no other program needs it`);
}

function isAlive({ pid, host, bootId, processStart }: LockHolder): boolean {
  if (host !== hostname()) return true;
  const ownBootId = bootIdOf();
  if (bootId !== null && ownBootId !== null && bootId !== ownBootId) return false;
  return isRunning(pid) && (processStart === null || processStart === processStartOf(pid));
}

const thisProcess = (): Omit<LockHolder, 'token'> => ({
  pid: process.pid,
  host: hostname(),
  bootId: bootIdOf(),
  processStart: processStartOf(process.pid),
});

const bootIdOf = (): string | null => readIfThere('/proc/sys/kernel/random/boot_id')?.trim() ?? null;

/** Field 22 of `/proc/<pid>/stat`; the name in field 2 may hold blanks and brackets. */
function processStartOf(pid: number): string | null {
  const stat = readIfThere(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

// The last is that of a process that has just ended.
const NOT_THERE = ['ENOENT', 'ENOTDIR', 'ESRCH'];

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (NOT_THERE.includes(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

function held(file: string, { pid, host }: LockHolder, doing: string): Failure {
  const who = host === hostname() ? `process ${pid}` : `process ${pid} on ${host}`;
  const gone = host === hostname() ? '' : `; if that host is not running it any more, remove ${file}`;
  return notNow(`${who} ${doing} (${file})`, `try again when it is done${gone}`);
}

const notNow = (message: string, hint: string): Failure =>
  new Failure(message, { code: 'GCF-LOCKED', exitCode: 75, hint });
