import * as z from 'zod/mini';
import { verdict } from './guards/verdict.ts';

const fraction = z.number().check(z.gte(0), z.lte(1));
const ratio = z.number().check(z.gte(1));
const instant = z.iso.datetime();

const interval = z.object({
  start: instant,
  /** Null what is not known, here and below. */
  answerRate: z.nullable(fraction),
  lower: z.nullable(fraction),
  upper: z.nullable(fraction),
  agents: z.nullable(z.number().check(z.gte(0))),
  callsPerAgent: ratio,
  /** Predicted share of the answered calls that find no agent in time, and its limit. */
  abandonRate: z.nullable(fraction),
  abandonTarget: fraction,
  /** Predicted share of their time that agents spend on calls. */
  occupancy: z.nullable(fraction),
  /** Lines in use at once, at most, in the simulation. */
  lines: z.nullable(z.int().check(z.gte(0))),
  reason: z.string(),
});

const lever = z.object({
  name: z.enum(['maxCallsPerAgent', 'abandonRate', 'answerRate', 'maxAttempts']),
  before: z.nullable(z.number()),
  after: z.number().check(z.gte(0)),
  unit: z.enum(['calls per idle agent', 'fraction of answered calls', 'fraction of attempts', 'attempts at a time']),
  reason: z.string(),
});

/** A plan to pace a campaign: all that is needed to print it, to save it and to apply it later. Fractions, never percent. */
export const pacingPlan = z.object({
  schema: z.literal('gcforecast/pacing@1'),
  campaign: z.object({
    id: z.string(),
    name: z.string(),
    dialingMode: z.string(),
    version: z.nullable(z.number()),
  }),
  intervals: z.array(interval).check(z.minLength(1)),
  levers: z.array(lever),
  predicted: z.object({
    /** Over all intervals together; the bounds are what happens when the answer rate is at its own bounds throughout. */
    abandonRate: z.nullable(fraction),
    abandonRateLower: z.nullable(fraction),
    abandonRateUpper: z.nullable(fraction),
    occupancy: z.nullable(fraction),
    /** That the running window ends above its target. */
    exceedingProbability: z.nullable(fraction),
  }),
  guards: z.array(verdict),
  warnings: z.array(z.string()),
  seed: z.int().check(z.gte(0)),
  applied: z.boolean(),
});

export type PacingPlan = z.infer<typeof pacingPlan>;
