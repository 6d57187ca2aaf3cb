import { isUtf8 } from 'node:buffer';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { type Failure, usageFailure } from '../errors.ts';

/** What is held in memory at once; about a million rows of a fetched history. */
const LIMIT_BYTES = 128 * 1024 * 1024;

/**
 * The whole text of a file, or of `stdin` when `source` is `-`, without a byte order mark. Fails with exit code 2 when it
 * cannot be read, is larger than 128 MB, or is not UTF-8 text.
 */
export async function readText(source: string, stdin: () => Readable): Promise<string> {
  const name = source === '-' ? 'standard input' : source;
  const bytes = source === '-' ? await readBounded(stdin(), name) : await readFileBounded(source);
  requireText(bytes, name);
  const text = bytes.toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

async function readFileBounded(path: string): Promise<Buffer> {
  try {
    const found = statSync(path);
    if (found.size > LIMIT_BYTES) throw tooLarge(path);
    // A stream costs 6 ms more to set up, but only a regular file tells its size and never keeps anyone waiting.
    return found.isFile() ? readFileSync(path) : await readBounded(createReadStream(path), path);
  } catch (error) {
    throw explained(error, path);
  }
}

/** Counts while reading, since pipes do not tell their size. */
async function readBounded(stream: Readable, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LIMIT_BYTES) throw tooLarge(name);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function tooLarge(name: string): Failure {
  return usageFailure(
    `${name} is larger than ${LIMIT_BYTES / 1024 / 1024} MB`,
    'sum the rows up per interval first, or split the file by queue',
  );
}

function requireText(bytes: Buffer, name: string): void {
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) {
    throw usageFailure(`${name} is encoded as UTF-16`, 'save it as "CSV UTF-8"');
  }
  if (startsWith(bytes, 0x1f, 0x8b))
    throw usageFailure(`${name} is compressed with gzip`, 'unpack it: gzip -dc <file>');
  if (startsWith(bytes, 0x50, 0x4b)) throw usageFailure(`${name} is a spreadsheet or a zip archive`, 'save it as CSV');
  if (bytes.includes(0)) throw usageFailure(`${name} is not a text file`, 'give a CSV file');
  if (!isUtf8(bytes)) throw usageFailure(`${name} is not encoded as UTF-8`, 'save it as "CSV UTF-8"');
}

const startsWith = (bytes: Buffer, first: number, second: number): boolean => bytes[0] === first && bytes[1] === second;

const REASONS: Record<string, readonly [what: string, hint: string]> = {
  ENOENT: ['there is no such file', 'check the path; `-` reads from standard input'],
  ENOTDIR: ['there is no such file', 'check the path; `-` reads from standard input'],
  EISDIR: ['it is a directory', 'name a CSV file in it'],
  EACCES: ['permission is denied', 'make the file readable for this user'],
  EPERM: ['permission is denied', 'make the file readable for this user'],
};

/** The error in the user's words when the file system refused; anything else as it is. */
function explained(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = REASONS[code];
  return reason === undefined ? error : usageFailure(`cannot read ${path}: ${reason[0]}`, reason[1], error);
}
