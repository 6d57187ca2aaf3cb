import type { ErlangServiceLevel } from '../../../../routing/erlang-queue.ts';
import type { MeasureEffect } from '../../../../routing/skill-move.ts';
import type { WhatIf } from '../../../../routing/what-if.ts';
import { isoInstant } from '../../../../series/iso-instant.ts';
import type { RoutingPlanFile } from '../plan-file.ts';
import type { SimulatedOrganisation } from './typical-week.ts';

/** The formula for single queues beside the simulation, by queue. */
export interface ErlangBeside {
  readonly before: readonly ErlangServiceLevel[];
  readonly after: readonly ErlangServiceLevel[];
}

/** The document `gcforecast/routing@1` of a simulation: fractions, never rounded, null where nothing was measured. */
export function simulationJson(
  kind: 'what-if' | 'recommend',
  plan: Pick<RoutingPlanFile, 'seed' | 'moves' | 'impact' | 'warnings' | 'madeAt'>,
  { question }: SimulatedOrganisation,
  impact: WhatIf | undefined,
  erlang: ErlangBeside | undefined,
  files: readonly string[],
): object {
  const { from, to, timeZone, step } = question;
  return {
    schema: 'gcforecast/routing@1',
    kind,
    asOf: plan.madeAt,
    period: { start: isoInstant(from), end: isoInstant(to) },
    timeZone,
    granularity: step.iso,
    seed: plan.seed,
    objective: 'share of all contacts that are answered within the target of their queue',
    weeks: impact?.weeks ?? null,
    levelFraction: impact?.levelFraction ?? null,
    overall: impact === undefined ? null : measureJson(impact.overall),
    moves: plan.moves,
    queues: plan.impact.map((queue, i) => ({
      ...queue,
      erlang:
        erlang === undefined ? null : { before: erlangJson(erlang.before[i]), after: erlangJson(erlang.after[i]) },
    })),
    warnings: plan.warnings,
    files,
  };
}

const measureJson = ({ before, after, effect }: MeasureEffect): object => ({
  before: before ?? null,
  after: after ?? null,
  effect: effect ?? null,
});

const erlangJson = (erlang: ErlangServiceLevel): object =>
  'invalid' in erlang
    ? { serviceLevel: null, invalid: erlang.invalid }
    : { serviceLevel: erlang.serviceLevel, invalid: null };
