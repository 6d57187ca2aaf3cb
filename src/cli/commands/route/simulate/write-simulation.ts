import { join, resolve } from 'node:path';
import { impactCsv, impactFileName } from '../../../../export/impact-csv.ts';
import { makeFolder } from '../../../../export/make-folder.ts';
import { writeFile } from '../../../../export/write-file.ts';
import type { World } from '../../../world.ts';
import { impactRow } from '../impact-row.ts';
import type { OpenRouting } from '../open-routing.ts';
import type { SimulationOptions } from '../options.ts';
import { type RoutingPlanFile, writePlan } from '../plan-file.ts';

/** Writes the plan, and the impact report where one is asked for; returns their paths. */
export async function writeSimulation(
  plan: RoutingPlanFile,
  options: SimulationOptions,
  { asOf }: OpenRouting,
  world: World,
): Promise<string[]> {
  const path = resolve(world.cwd, options.plan);
  await writePlan(path, plan, world.signal);
  if (options.outputDir === undefined) return [path];
  const folder = resolve(world.cwd, options.outputDir);
  makeFolder(folder, '--output-dir');
  const csv = join(folder, `${impactFileName(asOf)}.csv`);
  // Nothing has been changed yet, so no count of profiles is told.
  const result = { profilesUpdated: undefined, failedUpdates: undefined, queues: plan.impact.map(impactRow) };
  await writeFile(csv, impactCsv(result), world.signal);
  return [path, csv];
}
