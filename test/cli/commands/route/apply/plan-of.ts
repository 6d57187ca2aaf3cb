import type { RoutingPlanFile } from '../../../../../src/cli/commands/route/plan-file.ts';
import type { Agents } from './scripted-routing.ts';

const NOTHING = { before: null, after: null, effect: null };

/** What a plan is to make of agents' skills: null takes one away. */
export type Wanted = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

/** A plan of `organisation` that makes of agents, as they are now, what is wanted. */
export function planOf(agents: Agents, wanted: Wanted, organisation: string): RoutingPlanFile {
  const touched = Object.entries(wanted).map(([id, skills]) => ({ id, skills, now: agents.get(id) ?? new Map() }));
  return {
    schema: 'gcforecast/routing-plan@1',
    organisation,
    madeAt: '2026-04-16T10:00:00Z',
    expiresAt: '2026-04-17T10:00:00Z',
    seed: 0,
    moves: touched.flatMap(({ id, skills, now }) =>
      Object.entries(skills).map(([skill, after]) => ({
        agent: { id, name: `Agent ${id}` },
        skill: { id: skill, name: `Skill ${skill}` },
        proficiencyBefore: now.get(skill) ?? null,
        proficiencyAfter: after,
        why: 'a test',
        effect: null,
      })),
    ),
    agents: touched.map(({ id, now }) => ({
      id,
      name: `Agent ${id}`,
      skillsBefore: [...now].map(([skill, proficiency]) => ({ id: skill, name: `Skill ${skill}`, proficiency })),
    })),
    impact: [
      {
        queue: { id: 'q', name: 'Queue' },
        serviceLevel: NOTHING,
        abandonment: NOTHING,
        asaSeconds: NOTHING,
        occupancy: NOTHING,
      },
    ],
    warnings: [],
  };
}
