import { readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isRunning } from './running-process.ts';

/** Containers that share a folder have the same few process numbers, so the host is part of the name. */
const prefix = (): string => `.gcforecast-${hostname().replace(/[^\w.]/g, '_')}-`;

/** Where in `folder` this process writes what is to be renamed when it is whole: a file, or a folder of such files. */
export const asideFile = (folder: string): string =>
  join(folder, `${prefix()}${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);

/** Removes what processes of this host that are gone have left half written in a folder: those that were killed. */
export function removeAbandoned(folder: string): void {
  const own = prefix();
  for (const name of namesIn(folder)) {
    if (!name.startsWith(own)) continue;
    const [, pid] = /^(\d+)-[0-9a-z]*\.tmp$/.exec(name.slice(own.length)) ?? [];
    if (pid !== undefined && !isRunning(Number(pid))) removeIfAllowed(join(folder, name));
  }
}

/** A folder may be written to by who may not list it: what is there is then not for this process to judge. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isRefusal(error)) return [];
    throw error;
  }
}

/** What another user has left in a folder that both write to is his to remove. */
function removeIfAllowed(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
