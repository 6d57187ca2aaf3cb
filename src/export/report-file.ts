import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';

/** A file of a report, as the manifest tells of it. */
export interface ReportFile {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  /** A link that lets its holder read the file until `expiresAt`. */
  readonly url?: string;
  readonly expiresAt?: string;
}

/** What is on the disk at `path`, read back: the manifest tells of the file itself, not of what was meant to be in it. */
export async function describeFile(path: string, rows: number): Promise<ReportFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { path: basename(path), rows, bytes, sha256: hash.digest('hex') };
}
