import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import type { Failure } from '../../errors.ts';
import type { Ledger, MonthContent } from './ledger.ts';
import { damaged } from './store-failure.ts';
import type { UtcMonth } from './utc-month.ts';
import { monthFile, type VolumeStore } from './volume-store.ts';

/**
 * How a month file stands to its ledger: as the ledger says (`absent` when it says that there is none), or `missing`. A file
 * of another size, or one that the ledger does not know, is a Failure with exit code 5 that names it.
 */
export function monthFileState(store: VolumeStore, { months, pending }: Ledger, month: UtcMonth) {
  const file = monthFile(store, month);
  const expected = [months[month] ?? null, ...(month in pending ? [pending[month] ?? null] : [])];
  const bytes = statSync(file, { throwIfNoEntry: false })?.size;
  if (bytes === undefined) return expected.includes(null) ? 'absent' : 'missing';
  const known = expected.filter((content) => content !== null);
  if (known.length === 0) throw damagedMonth(file, month, 'it is not from this store');
  if (!known.some((content) => content.bytes === bytes)) {
    throw damagedMonth(
      file,
      month,
      `it has ${bytes} bytes instead of ${known.map((content) => content.bytes).join(' or ')}`,
    );
  }
  return 'present';
}

/** What a month file holds by its checksum; undefined when the ledger knows none. Fails as `monthFileState`, and for other bytes. */
export async function verifiedContent(
  store: VolumeStore,
  ledger: Ledger,
  month: UtcMonth,
): Promise<MonthContent | undefined> {
  if (monthFileState(store, ledger, month) !== 'present') return undefined;
  const file = monthFile(store, month);
  const sha256 = await sha256Of(file);
  const known = [ledger.months[month], ledger.pending[month]];
  const content = known.find((candidate) => candidate?.sha256 === sha256);
  if (!content) throw damagedMonth(file, month, 'its checksum is not the one that was written down');
  return content;
}

const damagedMonth = (file: string, month: UtcMonth, what: string, cause?: unknown): Failure =>
  damaged(file, what, `move the file away; the next fetch then brings back the history of ${month}`, cause);

/** Lower-case hexadecimal SHA-256 of a file's bytes. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}
