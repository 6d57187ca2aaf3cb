import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { asideFile, removeAbandoned } from '../../aside-file.ts';

/** Replaces a text file: whatever happens, `path` holds the old text or the new one. Written first in `scratch`, on the same disk. */
export function replaceText(path: string, text: string, scratch: string): void {
  const aside = join(scratch, basename(path));
  writeFileSync(aside, text);
  moveIntoPlace(aside, path);
}

/** Replaces a file that has no scratch folder near it: written beside `path`, where what a killed process has left goes. */
export function replaceWhole(path: string, content: string | Uint8Array): void {
  const folder = dirname(path);
  const aside = asideFile(folder);
  try {
    writeFileSync(aside, content);
    moveIntoPlace(aside, path);
  } finally {
    rmSync(aside, { force: true });
  }
  removeAbandoned(folder);
}

/** Renames `aside` to `path` when all of it is on the disk, and returns when the rename is. */
export function moveIntoPlace(aside: string, path: string): void {
  const file = openSync(aside, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  mkdirSync(dirname(path), { recursive: true });
  renameSync(aside, path);
  syncDirectory(dirname(path));
}

/** Removes a file, if it is there, and returns when that is on the disk. */
export function removeDurably(path: string): void {
  rmSync(path, { force: true });
  syncDirectory(dirname(path));
}

function syncDirectory(path: string): void {
  // Windows cannot open a directory; NTFS keeps its own journal of renames.
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
