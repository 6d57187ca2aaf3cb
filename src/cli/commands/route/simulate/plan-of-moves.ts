import type { Effect, MeasureEffect, SkillMove } from '../../../../routing/skill-move.ts';
import type { WhatIf } from '../../../../routing/what-if.ts';
import { isoInstant } from '../../../../series/iso-instant.ts';
import { organisationName } from '../../organisation-name.ts';
import type { OpenRouting } from '../open-routing.ts';
import type { RoutingPlanFile } from '../plan-file.ts';
import type { SimulatedOrganisation } from './typical-week.ts';

/** A move, in words why, and what it alone was shown to do. */
export interface PlannedMove {
  readonly move: SkillMove;
  readonly why: string;
  readonly effect: Effect | undefined;
}

/** Skills change, and so do those who ask for them. */
const VALID_SECONDS = 7 * 86_400;

/** The plan file of moves whose impact was simulated. */
export function planOfMoves(
  planned: readonly PlannedMove[],
  impact: WhatIf,
  { setup, centre, warnings }: SimulatedOrganisation,
  { journals, asOf }: OpenRouting,
  seed: number,
): RoutingPlanFile {
  const skillNames = new Map(setup.skills.map(({ id, name }) => [id, name]));
  const concerned = setup.agents.filter(({ id }) => planned.some(({ move }) => move.agentId === id));
  return {
    schema: 'gcforecast/routing-plan@1',
    organisation: organisationName(journals),
    madeAt: isoInstant(asOf),
    expiresAt: isoInstant(asOf + VALID_SECONDS),
    seed,
    moves: planned.map(({ move, why, effect }) => ({
      agent: { id: move.agentId, name: concerned.find(({ id }) => id === move.agentId)?.name ?? move.agentId },
      skill: { id: move.skillId, name: skillNames.get(move.skillId) ?? move.skillId },
      proficiencyBefore: move.proficiencyBefore ?? null,
      proficiencyAfter: move.proficiencyAfter ?? null,
      why,
      effect: effect ?? null,
    })),
    agents: concerned.map(({ id, name, skills }) => ({
      id,
      name,
      skillsBefore: skills.map(({ skillId, skillName, proficiency }) => ({
        id: skillId,
        name: skillName,
        proficiency,
      })),
    })),
    impact: impact.queues.map(({ queueId, ...effects }, place) => ({
      queue: { id: queueId, name: impactName(centre.queues, place) },
      serviceLevel: withNulls(effects.serviceLevel),
      abandonment: withNulls(effects.abandonment),
      asaSeconds: withNulls(effects.asaSeconds),
      occupancy: withNulls(effects.occupancy),
    })),
    warnings: [...warnings],
  };
}

/** A queue with several media has an impact for each. */
export function impactName(queues: SimulatedOrganisation['centre']['queues'], place: number): string {
  const { queueId, queueName, mediaType } = queues[place];
  return queues.filter((queue) => queue.queueId === queueId).length === 1 ? queueName : `${queueName} (${mediaType})`;
}

const withNulls = ({ before, after, effect }: MeasureEffect) => ({
  before: before ?? null,
  after: after ?? null,
  effect: effect ?? null,
});
