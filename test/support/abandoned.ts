import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asideFile } from '../../src/aside-file.ts';

/** A process number that was used a moment ago, by a process that is no more. */
export const deadPid = (): number => spawnSync('true').pid;

/** Leaves in `folder` what a process that was killed leaves: a file or a folder of files, half written. Returns its path. */
export function abandoned(folder: string, kind: 'file' | 'folder'): string {
  const path = asideFile(folder).replace(`-${process.pid}-`, `-${deadPid()}-`);
  if (kind === 'folder') mkdirSync(path);
  writeFileSync(kind === 'folder' ? join(path, 'out.parquet') : path, 'half');
  return path;
}
