import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { asideFile, removeAbandoned } from '../aside-file.ts';
import { usageFailure } from '../errors.ts';

/** What goes into a file: whole, or in parts. */
export type Content = string | Uint8Array | AsyncIterable<string | Uint8Array>;

/**
 * Writes a file aside in the same directory and renames it when all of it is on the disk: whatever happens, `path` holds
 * the old content or the new one, and nothing else is left behind. An existing file keeps its permissions, a link its place; with
 * `mode`, the file has these permissions from its first byte on.
 * Fails with exit code 2 when it cannot be written; an abort throws the signal's reason.
 */
export async function writeFile(path: string, content: Content, signal?: AbortSignal, mode?: number): Promise<void> {
  signal?.throwIfAborted();
  const target = existingFile(path);
  const destination = target?.path ?? path;
  const folder = dirname(destination);
  const aside = asideFile(folder);
  try {
    await writeAside(aside, content, mode ?? target?.mode, signal);
    signal?.throwIfAborted();
    renameSync(aside, destination);
    removeAbandoned(folder);
  } catch (error) {
    rmSync(aside, { force: true });
    signal?.throwIfAborted();
    throw explained(error, path);
  }
}

/** Synchronous calls: nothing else waits for the program here, and `node:fs/promises` takes 4 ms to load. */
async function writeAside(
  aside: string,
  content: Content,
  mode: number | undefined,
  signal?: AbortSignal,
): Promise<void> {
  const file = openSync(aside, 'wx', mode ?? 0o666);
  try {
    for await (const chunk of chunksOf(content)) {
      signal?.throwIfAborted();
      writeFileSync(file, chunk);
    }
    if (mode !== undefined) fchmodSync(file, mode);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const chunksOf = (content: Content) =>
  typeof content === 'string' || content instanceof Uint8Array ? [content] : content;

/** The file that is to be replaced, links followed; undefined when there is none. */
function existingFile(path: string): { path: string; mode: number } | undefined {
  const found = statOf(path);
  if (found === undefined) return undefined;
  if (found.isDirectory()) throw usageFailure(`${path} is a directory`, 'name a file in it');
  if (!found.isFile()) throw usageFailure(`${path} is not a regular file`, 'name a file in a directory');
  return { path: realpathSync(path), mode: found.mode & 0o7777 };
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw explained(error, path);
  }
}

const REASONS: Record<string, readonly [what: string, hint: string]> = {
  ENOENT: ['its directory does not exist', 'create the directory, or name a file in another one'],
  ENOTDIR: ['a part of its path is not a directory', 'name a file in a directory'],
  EACCES: ['permission is denied', 'name a file in a directory that you may write to'],
  EPERM: ['permission is denied', 'name a file in a directory that you may write to'],
  EROFS: ['the file system is read-only', 'name a file on another file system'],
  ENOSPC: ['the disk is full', 'free some space, or name a file on another disk'],
  EDQUOT: ['the disk quota is used up', 'free some space, or name a file on another disk'],
  EFBIG: ['it would be larger than the system allows', 'name a file on another file system'],
  ENAMETOOLONG: ['the name is too long', 'give it a shorter name'],
};

/** The error in the user's words when the file system refused; anything else as it is. */
function explained(error: unknown, path: string): unknown {
  const reason = REASONS[codeOf(error) ?? ''];
  if (reason === undefined) return error;
  return usageFailure(`cannot write ${path}: ${reason[0]}`, reason[1], error);
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
