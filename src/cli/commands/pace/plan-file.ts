import * as z from 'zod/mini';
import { jsonText } from '../../../export/json.ts';
import { pacingPlan } from '../../../pacing/pacing-plan.ts';
import type { World } from '../../world.ts';
import { readPlanDocument } from '../plan-document.ts';
import { writeOutput } from '../write-output.ts';

const instant = z.iso.datetime();

/** A pacing plan with what it rests on, and until when it may be applied. */
const pacingPlanFile = z.extend(pacingPlan, {
  madeAt: instant,
  /** Numbers of yesterday must not dial today. */
  expiresAt: instant,
  timeZone: z.string(),
  /** Whose campaign it is; a plan of another organisation, or of a recording, is not applied. */
  organisation: z.string(),
  /** Of the answer rate; a plan by the plain recipe is for comparison and never applied. */
  model: z.enum(['answer-rate', 'tutorial-stl']),
  /** Start of the history that rates were learned from, and what it counts. */
  evidence: z.object({
    from: instant,
    attempts: z.number(),
    answers: z.number(),
    daysWithAttempts: z.number(),
    weeklyShape: z.string(),
    /** Null where the service does not tell of abandoned calls. */
    window: z.nullable(
      z.object({ days: z.number(), answers: z.number(), abandoned: z.number(), dispersion: z.number() }),
    ),
    sampledCalls: z.number(),
    agents: z.string(),
  }),
  /** Limits that hold for applying too. */
  limits: z.object({ mostCallsPerAgent: z.number(), mostIncreaseFraction: z.number(), abandonLimit: z.number() }),
  /** Path of the journal, once applied. */
  journal: z.optional(z.string()),
});

export type PacingPlanFile = z.infer<typeof pacingPlanFile>;

/** Replaces the plan at a path. */
export const writePlan = (path: string, plan: PacingPlanFile, world: World): Promise<void> =>
  writeOutput(path, jsonText(plan), world);

/** The plan at a path, undefined when there is no such file. Fails with exit code 2 for a file that is no plan. */
export const readPlan = (path: string): PacingPlanFile | undefined =>
  readPlanDocument(path, pacingPlanFile, 'pacing plan', 'make the plan again, without --apply');
