import type { ServiceLevelDefinition } from '../series/service-level.ts';
import type { Tally } from './tally.ts';

/** A measure of a replication as a sum over a sum, so that replications can be pooled. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/** A measure of what a replication left. */
export type MeasureOf<Result> = (result: Result) => Ratio;

export type Measure = MeasureOf<Tally>;

/** Share of the contacts of some types that were answered in time. Contacts whose wait has not ended count nowhere. */
export const serviceLevel =
  (types: readonly number[], definition: ServiceLevelDefinition): Measure =>
  (tally) => {
    const { answered, answeredWithin, abandoned, abandonedWithin } = contactSums(tally, types);
    switch (definition) {
      case 'offered':
        return { numerator: answeredWithin, denominator: answered + abandoned };
      case 'answered':
        return { numerator: answeredWithin, denominator: answered };
      case 'excluding-short-abandons':
        return { numerator: answeredWithin, denominator: answered + abandoned - abandonedWithin };
      case 'counting-short-abandons':
        return { numerator: answeredWithin + abandonedWithin, denominator: answered + abandoned };
    }
  };

/** Share of the contacts of some types that gave up. */
export const abandonment =
  (types: readonly number[]): Measure =>
  (tally) => {
    const { answered, abandoned } = contactSums(tally, types);
    return { numerator: abandoned, denominator: answered + abandoned };
  };

/** Mean wait of the answered contacts, those answered at once included. */
export const asaSeconds =
  (types: readonly number[]): Measure =>
  (tally) => {
    const { answered, answeredWaitSeconds } = contactSums(tally, types);
    return { numerator: answeredWaitSeconds, denominator: answered };
  };

/** Mean wait of the contacts, answered or abandoned. */
export const meanWaitSeconds =
  (types: readonly number[]): Measure =>
  (tally) => {
    const { answered, abandoned, answeredWaitSeconds, abandonedWaitSeconds } = contactSums(tally, types);
    return { numerator: answeredWaitSeconds + abandonedWaitSeconds, denominator: answered + abandoned };
  };

/** Mean number of contacts waiting, by Little's law: all waits, unfinished ones too, over the measured time. */
export const queueLength =
  (types: readonly number[]): Measure =>
  (tally) => {
    const { answeredWaitSeconds, abandonedWaitSeconds, waitingWaitSeconds } = contactSums(tally, types);
    return {
      numerator: answeredWaitSeconds + abandonedWaitSeconds + waitingWaitSeconds,
      denominator: tally.measuredSeconds,
    };
  };

/** Share of their time on queue that the agents of some groups spent on contacts. */
export const occupancy =
  (groups: readonly number[]): Measure =>
  (tally) => ({
    numerator: groups.reduce((sum, group) => sum + tally.agentGroups[group].busySeconds, 0),
    denominator: groups.reduce((sum, group) => sum + tally.agentGroups[group].onQueueSeconds, 0),
  });

const SUMMED = [
  'answered',
  'answeredWithin',
  'abandoned',
  'abandonedWithin',
  'answeredWaitSeconds',
  'abandonedWaitSeconds',
  'waitingWaitSeconds',
] as const;

function contactSums(tally: Tally, types: readonly number[]): Record<(typeof SUMMED)[number], number> {
  const sums = {
    answered: 0,
    answeredWithin: 0,
    abandoned: 0,
    abandonedWithin: 0,
    answeredWaitSeconds: 0,
    abandonedWaitSeconds: 0,
    waitingWaitSeconds: 0,
  };
  for (const type of types) for (const name of SUMMED) sums[name] += tally.contactTypes[type][name];
  return sums;
}
