import { join, resolve } from 'node:path';
import { impactCsv, impactFileName } from '../../../../export/impact-csv.ts';
import { makeFolder } from '../../../../export/make-folder.ts';
import type { World } from '../../../world.ts';
import { writeOutput } from '../../write-output.ts';
import { impactRow } from '../impact-row.ts';
import type { OpenRouting } from '../open-routing.ts';
import type { SimulationOptions } from '../options.ts';
import { type RoutingPlanFile, writePlan } from '../plan-file.ts';

/** Writes the plan, and the impact report where one is asked for; returns their paths as the user knows them. */
export async function writeSimulation(
  plan: RoutingPlanFile,
  { plan: path, outputDir }: SimulationOptions,
  { asOf }: OpenRouting,
  world: World,
): Promise<string[]> {
  await writePlan(path, plan, world);
  if (outputDir === undefined) return [path];
  makeFolder(resolve(world.cwd, outputDir), '--output-dir');
  const csv = join(outputDir, `${impactFileName(asOf)}.csv`);
  // Nothing has been changed yet, so no count of profiles is told.
  const result = { profilesUpdated: undefined, failedUpdates: undefined, queues: plan.impact.map(impactRow) };
  await writeOutput(csv, impactCsv(result), world);
  return [path, csv];
}
