import { readdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Containers that share a folder have the same few process numbers, so the host is part of the name. */
const prefix = (): string => `.gcforecast-${hostname().replace(/[^\w.]/g, '_')}-`;

/** Where in `folder` this process writes what is to be renamed when it is whole. */
export const asideFile = (folder: string): string =>
  join(folder, `${prefix()}${process.pid}-${Math.random().toString(36).slice(2)}.tmp`);

/** Removes what processes of this host that are gone have left half written in a folder: those that were killed. */
export function removeAbandoned(folder: string): void {
  const own = prefix();
  for (const name of namesIn(folder)) {
    if (!name.startsWith(own)) continue;
    const [, pid] = /^(\d+)-[0-9a-z]*\.tmp$/.exec(name.slice(own.length)) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(folder, name), { force: true });
  }
}

/** A folder may be written to by who may not list it: what is there is then not for this process to judge. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES') return [];
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be asked, but it is there.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
