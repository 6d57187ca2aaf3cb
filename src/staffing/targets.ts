import type { ServiceLevelDefinition } from '../series/service-level.ts';
import { checkOpenFraction, checkPositiveSeconds, checkWait } from './demand.ts';

/** A share of contacts, strictly between 0 and 1, to be answered within a time of 0 seconds or more. */
export interface ServiceLevelTarget {
  readonly fraction: number;
  readonly withinSeconds: number;
  /** How abandoned contacts count, `offered` unless given. Under Erlang C nobody abandons and all definitions are one. */
  readonly definition?: ServiceLevelDefinition;
}

/** What a staffing must reach: all that are given, together, and at least one. */
export interface Targets {
  readonly serviceLevel?: ServiceLevelTarget;
  readonly maxAsaSeconds?: number;
  /** Above 0, at most 1. */
  readonly maxOccupancyFraction?: number;
  /** Share of contacts, strictly between 0 and 1. Only for Erlang A. */
  readonly maxAbandonedFraction?: number;
}

/** Throws RangeError unless there is a target and every target can be reached by enough agents. */
export function checkTargets(targets: Targets): void {
  const { serviceLevel, maxAsaSeconds, maxOccupancyFraction, maxAbandonedFraction } = targets;
  if ((serviceLevel ?? maxAsaSeconds ?? maxOccupancyFraction ?? maxAbandonedFraction) === undefined)
    throw new RangeError('a staffing needs a target: service level, speed of answer, occupancy or abandonment');
  if (serviceLevel !== undefined) checkServiceLevelTarget(serviceLevel);
  if (maxAsaSeconds !== undefined) checkPositiveSeconds('average speed of answer', maxAsaSeconds);
  if (maxOccupancyFraction !== undefined) checkOccupancy(maxOccupancyFraction);
  if (maxAbandonedFraction !== undefined) checkOpenFraction('abandonment', maxAbandonedFraction);
}

/** Throws RangeError unless the occupancy lies above 0 and is at most 1. */
export function checkOccupancy(fraction: number): void {
  if (!(fraction > 0 && fraction <= 1))
    throw new RangeError(`occupancy must be a fraction above 0, at most 1: ${fraction}`);
}

function checkServiceLevelTarget(target: ServiceLevelTarget): void {
  checkOpenFraction('service level', target.fraction);
  checkWait(target.withinSeconds);
}
