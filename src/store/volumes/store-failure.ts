import { Failure, usageFailure } from '../../errors.ts';

/** A file of the store that cannot be trusted: exit code 5. */
export const damaged = (path: string, what: string, hint: string, cause?: unknown): Failure =>
  new Failure(`the history file ${path} is damaged: ${what}`, { code: 'GCF-STORE-DAMAGED', exitCode: 5, hint, cause });

// DuckDB passes on the words of the system, Node its code.
const REASONS: readonly (readonly [sign: RegExp, what: string, hint: string])[] = [
  [/ENOSPC|No space left on device/, 'the disk is full', 'free some space, or give --home a folder on another disk'],
  [/EDQUOT|quota exceeded/, 'the disk quota is used up', 'free some space, or give --home a folder on another disk'],
  [/EFBIG|File too large/, 'a file would be larger than the system allows', 'raise the limit (`ulimit -f`)'],
  [/EACCES|EPERM|Permission denied/, 'permission is denied', 'give --home a folder that you may write to'],
  [/EROFS|Read-only file system/, 'the file system is read-only', 'give --home a folder on another file system'],
  [/ENOTDIR|Not a directory/, 'a part of its path is not a directory', 'give --home another folder'],
];

/** The error as a Failure with exit code 2 when the file system refused; anything else as it is. */
export function explained(error: unknown, verb: 'read' | 'write', path: string): unknown {
  if (!(error instanceof Error) || error instanceof Failure) return error;
  const reason = REASONS.find(([sign]) => sign.test(error.message));
  if (reason === undefined) return error;
  return usageFailure(`cannot ${verb} ${path}: ${reason[1]}`, reason[2], error);
}
