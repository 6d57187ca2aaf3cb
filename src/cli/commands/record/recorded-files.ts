import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import type { RecordedFile } from '../../../export/run-record.ts';

/** Size and SHA-256 of files, in the order of their names, read piece by piece. */
export const recordedFiles = (paths: Iterable<string>): Promise<RecordedFile[]> =>
  Promise.all([...paths].sort().map(recordedFile));

async function recordedFile(path: string): Promise<RecordedFile> {
  // A pipe that was read has no more to give.
  if (path === '-' || statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    return { path, bytes: null, sha256: null };
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (error) {
    // A command may remove what it has read, and a failed one has not written all that it meant to.
    if (error instanceof Error && 'code' in error) return { path, bytes: null, sha256: null };
    throw error;
  }
  return { path, bytes, sha256: hash.digest('hex') };
}
