import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { usageFailure } from '../../../errors.ts';
import type { RoutingMeasure } from '../../../export/routing-measure.ts';
import { routingMeasureCsv } from '../../../export/routing-measure-csv.ts';
import { writeFile } from '../../../export/write-file.ts';
import type { World } from '../../world.ts';

/** Writes the tables of a measure into a folder, which is made when it is not there. Gives their paths as the user knows them. */
export async function writeMeasure(measure: RoutingMeasure, folder: string, world: World): Promise<string[]> {
  makeFolder(resolve(world.cwd, folder));
  const paths: string[] = [];
  for (const [name, text] of Object.entries(routingMeasureCsv(measure))) {
    const path = join(folder, name);
    await writeFile(resolve(world.cwd, path), text, world.signal);
    paths.push(path);
  }
  return paths;
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!['EEXIST', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(code)) throw error;
    throw usageFailure(`cannot make the folder ${path} (${code})`, 'name another folder with --output', error);
  }
}
