import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { ForecastDocument } from './forecast-json.ts';
import { jsonText } from './json.ts';
import { makeFolder } from './make-folder.ts';
import { writeFile } from './write-file.ts';

/**
 * What a shard leaves beside its forecast when that is complete. The forecast itself is a `gcforecast/forecast@1` document,
 * unrounded, from which every format of the whole can be made.
 */
export const successMark = z.object({
  schema: z.literal('gcforecast/part@1'),
  /** Counted from 0. */
  shard: z.number(),
  of: z.number(),
  /** Intervals forecast, over all series of the part. */
  rows: z.number(),
  series: z.number(),
  failed: z.number(),
  /** Of the file with the forecast. */
  sha256: z.string(),
  /** What all parts of a whole have in common. */
  made: z.record(z.string(), z.unknown()),
});

export type SuccessMark = z.infer<typeof successMark>;

/** The folder of one part in the folder of all. Each part has its own, so that machines do not meet in one. */
export const partName = (shard: number, of: number): string =>
  `part-${String(shard).padStart(5, '0')}-of-${String(of).padStart(5, '0')}`;

export const PART_FORECAST = 'forecast.json';
export const PART_SUCCESS = 'success.json';

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/**
 * Writes a part into `folder`, the mark last; a part that was there before is replaced, and is not complete while that is
 * going on. Returns the mark. Fails with exit code 2 when the files cannot be written.
 */
export async function writePart(
  folder: string,
  part: Pick<SuccessMark, 'shard' | 'of' | 'made'>,
  document: ForecastDocument,
  signal: AbortSignal,
): Promise<SuccessMark> {
  const text = jsonText(document);
  const mark: SuccessMark = {
    schema: 'gcforecast/part@1',
    shard: part.shard,
    of: part.of,
    rows: rowCount(document),
    series: document.series.length,
    failed: document.failed?.length ?? 0,
    sha256: sha256(text),
    made: part.made,
  };
  const own = join(folder, partName(part.shard, part.of));
  makeFolder(own, '--output');
  rmSync(join(own, PART_SUCCESS), { force: true });
  await writeFile(join(own, PART_FORECAST), text, signal);
  await writeFile(join(own, PART_SUCCESS), jsonText(mark), signal);
  return mark;
}

export const rowCount = ({ series }: Pick<ForecastDocument, 'series'>): number =>
  series.reduce((rows, { points }) => rows + points.length, 0);
