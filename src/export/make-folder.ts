import { mkdirSync } from 'node:fs';
import { usageFailure } from '../errors.ts';

/** Makes a folder and those around it, when they are not there. Fails with exit code 2, naming the `option` that would name another one. */
export function makeFolder(path: string, option: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!['EEXIST', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(code)) throw error;
    throw usageFailure(`cannot make the folder ${path} (${code})`, `name another folder with ${option}`, error);
  }
}
