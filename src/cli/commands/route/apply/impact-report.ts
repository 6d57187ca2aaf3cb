import { join } from 'node:path';
import { impactCsv, impactFileName } from '../../../../export/impact-csv.ts';
import { jsonText } from '../../../../export/json.ts';
import { isoInstant } from '../../../../series/iso-instant.ts';
import type { EpochSeconds } from '../../../../series/time-zone.ts';
import type { World } from '../../../world.ts';
import { writeOutput } from '../../write-output.ts';
import { impactRow } from '../impact-row.ts';
import type { RoutingPlanFile } from '../plan-file.ts';
import { type AgentOutcome, count } from './agent-outcome.ts';
import type { Applied } from './apply-plan.ts';

/** What an applied plan is told with, on stdout and in the report. */
export interface ImpactDocument {
  readonly schema: 'gcforecast/routing@1';
  readonly kind: 'apply';
  readonly appliedAt: string;
  readonly organisation: string;
  readonly plan: Pick<RoutingPlanFile, 'madeAt' | 'expiresAt' | 'seed'>;
  readonly profilesUpdated: number;
  /** As the plan wants them already. */
  readonly profilesUnchanged: number;
  readonly failedUpdates: number;
  /** Not tried, since the run stopped before. */
  readonly profilesNotTried: number;
  readonly agents: readonly (RoutingPlanFile['moves'][number]['agent'] & Omit<AgentOutcome, 'agent'>)[];
  readonly impact: RoutingPlanFile['impact'];
  readonly warnings: readonly string[];
  readonly stopped?: Applied['stopped'];
  /** When a run that stopped at the end of its window may go on. */
  readonly opensAt?: string;
  readonly journal?: string;
  readonly files: readonly string[];
}

/** Where the report of a run goes: CSV and JSON, named after the time. */
export const reportFiles = (folder: string, at: EpochSeconds): readonly [csv: string, json: string] => [
  join(folder, `${impactFileName(at)}.csv`),
  join(folder, `${impactFileName(at)}.json`),
];

/** What is to be told of an applied plan. The predicted impact is that of all moves, so a warning says when some were not made. */
export function impactDocument(
  plan: RoutingPlanFile,
  { outcomes, stopped, journal }: Applied,
  at: EpochSeconds,
  opensAt: EpochSeconds | undefined,
  files: readonly string[],
): ImpactDocument {
  const { organisation, madeAt, expiresAt, seed, impact } = plan;
  const lacking = outcomes.length - count(outcomes, 'updated', 'unchanged');
  const partly = `the impact is predicted for the whole plan, and ${lacking} of its ${outcomes.length} agents do not have their planned skills`;
  return {
    schema: 'gcforecast/routing@1',
    kind: 'apply',
    appliedAt: isoInstant(at),
    organisation,
    plan: { madeAt, expiresAt, seed },
    profilesUpdated: count(outcomes, 'updated'),
    profilesUnchanged: count(outcomes, 'unchanged'),
    failedUpdates: count(outcomes, 'failed', 'refused', 'left'),
    profilesNotTried: count(outcomes, 'not-tried'),
    agents: outcomes.map(({ agent, outcome, reason }) => ({
      ...agent,
      outcome,
      ...(reason === undefined ? {} : { reason }),
    })),
    impact,
    warnings: lacking === 0 ? plan.warnings : [...plan.warnings, partly],
    ...(stopped === undefined ? {} : { stopped }),
    ...(opensAt === undefined ? {} : { opensAt: isoInstant(opensAt) }),
    ...(journal === undefined ? {} : { journal }),
    files,
  };
}

/** Writes the report for planners, and the same with everything known for programs. */
export async function writeImpactReport(
  [csv, json]: readonly [csv: string, json: string],
  document: ImpactDocument,
  world: World,
): Promise<void> {
  const { profilesUpdated, failedUpdates, impact } = document;
  // What has been changed is told even when the run is to stop.
  const unstopped = { ...world, signal: new AbortController().signal };
  await writeOutput(csv, impactCsv({ profilesUpdated, failedUpdates, queues: impact.map(impactRow) }), unstopped);
  await writeOutput(json, jsonText(document), unstopped);
}
