import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { RecordedFile } from '../../../export/run-record.ts';

/** Size and SHA-256 of files, in the order of their names. */
export const recordedFiles = (paths: Iterable<string>): RecordedFile[] => [...paths].sort().map(recordedFile);

function recordedFile(path: string): RecordedFile {
  const unknown = { path, bytes: null, sha256: null };
  // A pipe that was read has no more to give.
  if (path === '-' || statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return unknown;
  try {
    return { path, ...digestOf(path) };
  } catch (error) {
    // A file that this user may not read, or that is gone by now.
    if (error instanceof Error && 'code' in error) return unknown;
    throw error;
  }
}

const PIECE_BYTES = 1 << 20;

/** Synchronous calls, piece by piece: the run is over, nothing else waits, and a stream costs 6 ms to set up. */
function digestOf(path: string): { bytes: number; sha256: string } {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, statSync(path).size + 1));
  const file = openSync(path, 'r');
  try {
    let bytes = 0;
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
      hash.update(piece.subarray(0, read));
      bytes += read;
    }
    return { bytes, sha256: hash.digest('hex') };
  } finally {
    closeSync(file);
  }
}
