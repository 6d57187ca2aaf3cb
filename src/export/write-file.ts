import { writeFile as fill, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { usageFailure } from '../errors.ts';

type Content = string | Uint8Array | AsyncIterable<string | Uint8Array>;

/**
 * Writes a file aside in the same directory and renames it when all of it is on the disk: whatever happens, `path` holds
 * the old content or the new one, and nothing else is left behind. An existing file keeps its permissions, a link its place.
 * Fails with exit code 2 when it cannot be written; an abort throws the signal's reason.
 */
export async function writeFile(path: string, content: Content, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const target = await existingFile(path);
  const destination = target?.path ?? path;
  const aside = join(dirname(destination), `.gcforecast-${process.pid}-${Date.now().toString(36)}.tmp`);
  try {
    await writeAside(aside, content, target?.mode, signal);
    signal?.throwIfAborted();
    await rename(aside, destination);
  } catch (error) {
    await rm(aside, { force: true });
    signal?.throwIfAborted();
    throw explained(error, path);
  }
}

async function writeAside(
  aside: string,
  content: Content,
  mode: number | undefined,
  signal?: AbortSignal,
): Promise<void> {
  const file = await open(aside, 'wx');
  try {
    await fill(file, content, signal === undefined ? {} : { signal });
    if (mode !== undefined) await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The file that is to be replaced, links followed; undefined when there is none. */
async function existingFile(path: string): Promise<{ path: string; mode: number } | undefined> {
  const found = await stat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw explained(error, path);
  });
  if (found === undefined) return undefined;
  if (found.isDirectory()) throw usageFailure(`${path} is a directory`, 'name a file in it');
  if (!found.isFile()) throw usageFailure(`${path} is not a regular file`, 'name a file in a directory');
  return { path: await realpath(path), mode: found.mode & 0o7777 };
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
