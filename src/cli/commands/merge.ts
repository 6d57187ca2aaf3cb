import { join, resolve } from 'node:path';
import { fileFormat } from '../../export/file-format.ts';
import { documentCsv } from '../../export/forecast-csv.ts';
import { PART_FORECAST, partName, rowCount } from '../../export/forecast-parts.ts';
import { jsonText } from '../../export/json.ts';
import type { World } from '../world.ts';
import type { GlobalOptions } from './global-options.ts';
import { inputPath } from './input-path.ts';
import { joinParts } from './merge/join-parts.ts';
import { readParts } from './merge/read-parts.ts';
import { writeOutput } from './write-output.ts';

interface MergeOptions extends GlobalOptions {
  readonly output: string;
}

const PARTLY_DONE = 7;

/** `gcforecast merge`: the parts of a sharded forecast as the file of an unsharded one. Returns the exit code. */
export async function merge(folder: string, options: MergeOptions, world: World): Promise<number> {
  const format = fileFormat(options.output, ['csv', 'json']);
  const path = resolve(world.cwd, folder);
  const parts = readParts(path);
  for (const { mark } of parts) inputPath(join(path, partName(mark.shard, mark.of), PART_FORECAST), world);
  const document = joinParts(parts.map((part) => part.document));
  const text = format === 'csv' ? documentCsv(document) : jsonText(document);
  await writeOutput(options.output, text, world);
  const failed = document.failed ?? [];
  const counts = `${parts.length} parts: ${document.series.length} series, ${failed.length} not forecast, ${rowCount(document)} rows`;
  const names = failed.map(({ message }) => `not forecast: ${message}\n`).join('');
  world.stdout.write(
    options.json === true ? jsonText(document) : `Merged ${counts}\n${names}\nwritten: ${options.output}\n`,
  );
  return failed.length === 0 ? 0 : PARTLY_DONE;
}
