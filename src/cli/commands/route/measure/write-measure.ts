import { join, resolve } from 'node:path';
import { makeFolder } from '../../../../export/make-folder.ts';
import type { RoutingMeasure } from '../../../../export/routing-measure.ts';
import { routingMeasureCsv } from '../../../../export/routing-measure-csv.ts';
import type { World } from '../../../world.ts';
import { writeOutput } from '../../write-output.ts';

/** Writes the tables of a measure into a folder, which is made when it is not there. Gives their paths as the user knows them. */
export async function writeMeasure(measure: RoutingMeasure, folder: string, world: World): Promise<string[]> {
  makeFolder(resolve(world.cwd, folder), '--output');
  const paths: string[] = [];
  for (const [name, text] of Object.entries(routingMeasureCsv(measure))) {
    const path = join(folder, name);
    await writeOutput(path, text, world);
    paths.push(path);
  }
  return paths;
}
