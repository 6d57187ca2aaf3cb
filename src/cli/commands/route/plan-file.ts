import * as z from 'zod/mini';
import { usageFailure } from '../../../errors.ts';
import { jsonText } from '../../../export/json.ts';
import type { World } from '../../world.ts';
import { readPlanDocument } from '../plan-document.ts';
import { writeOutput } from '../write-output.ts';

const instant = z.iso.datetime();
const named = z.object({ id: z.string().check(z.minLength(1)), name: z.string() });
const proficiency = z.number().check(z.gte(0), z.lte(5));

/** A predicted difference with its confidence interval. */
const effect = z.object({ difference: z.number(), lower: z.number(), upper: z.number() });

/** Null where nothing was measured: no contacts, or no agents. */
const measure = z.object({
  before: z.nullable(z.number()),
  after: z.nullable(z.number()),
  effect: z.nullable(effect),
});

const move = z.object({
  agent: named,
  skill: named,
  /** Null for a skill that he lacks. */
  proficiencyBefore: z.nullable(proficiency),
  /** Null for a skill that is taken away. */
  proficiencyAfter: z.nullable(proficiency),
  why: z.string(),
  /** On what the plan is made to improve; null for a move that was given and not measured alone. */
  effect: z.nullable(effect),
});

const agent = z.extend(named, {
  /** All of his skills, those that stay included. */
  skillsBefore: z.array(z.extend(named, { proficiency })),
});

const impact = z.object({
  queue: named,
  /** Fractions, but for the answered contacts' mean wait. */
  serviceLevel: measure,
  abandonment: measure,
  asaSeconds: measure,
  occupancy: measure,
});

/** Skill moves with what they rest on, and until when they may be carried out. */
export const routingPlanFile = z.object({
  schema: z.literal('gcforecast/routing-plan@1'),
  /** Whose agents they are; a plan of another organisation, or of a recording, is not applied. */
  organisation: z.string(),
  madeAt: instant,
  /** What was simulated must still be so. */
  expiresAt: instant,
  /** Of the simulation. */
  seed: z.int().check(z.gte(0)),
  moves: z.array(move),
  /** Those whom the moves concern. */
  agents: z.array(agent),
  /** Of all moves together, by queue. */
  impact: z.array(impact).check(z.minLength(1)),
  warnings: z.array(z.string()),
});

export type RoutingPlanFile = z.infer<typeof routingPlanFile>;

/** Replaces the plan at a path. */
export const writePlan = (path: string, plan: RoutingPlanFile, world: World): Promise<void> =>
  writeOutput(path, jsonText(plan), world);

/** The plan at a path. Fails with exit code 2 when there is none. */
export function readPlan(path: string): RoutingPlanFile {
  const plan = readPlanDocument(path, routingPlanFile, 'routing plan', MAKE_ONE);
  if (plan !== undefined) return plan;
  throw usageFailure(`there is no plan ${path}`, MAKE_ONE);
}

const MAKE_ONE =
  'make one: gcforecast route recommend, or route what-if, with --plan (schemas/routing-plan.schema.json describes it)';
