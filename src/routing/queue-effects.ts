import { estimate, estimateDifference } from '../simulation/estimate.ts';
import type { MeasureOf } from '../simulation/measures.ts';
import type { Centre } from './centre.ts';
import { abandonmentOf, asaSecondsOf, type CentreCounts, occupancyOf, serviceLevelOf } from './queue-counts.ts';
import type { MeasureEffect, QueueEffect } from './skill-move.ts';

/** Simulated weeks of two configurations that saw the same contacts. */
export interface PairedWeeks {
  readonly before: readonly CentreCounts[];
  readonly after: readonly CentreCounts[];
}

/** What the change does to each queue, with intervals that hold the true difference with the level's share. Two weeks at least. */
export const queueEffects = ({ queues }: Centre, weeks: PairedWeeks, levelFraction: number): QueueEffect[] =>
  queues.map(({ queueId, mediaType }, queue) => ({
    queueId,
    mediaType,
    serviceLevel: measureEffect(weeks, serviceLevelOf(queue), levelFraction),
    abandonment: measureEffect(weeks, abandonmentOf(queue), levelFraction),
    asaSeconds: measureEffect(weeks, asaSecondsOf(queue), levelFraction),
    occupancy: measureEffect(weeks, occupancyOf(queue), levelFraction),
  }));

/** A measure before and after, and the difference by paired weeks; undefined where a measure has no value. */
export function measureEffect(
  { before, after }: PairedWeeks,
  measure: MeasureOf<CentreCounts>,
  levelFraction: number,
): MeasureEffect {
  const difference = estimateDifference(before, after, measure, levelFraction);
  return {
    before: estimate(before, measure, levelFraction)?.value,
    after: estimate(after, measure, levelFraction)?.value,
    effect: difference && {
      difference: difference.value,
      lower: difference.value - difference.halfWidth,
      upper: difference.value + difference.halfWidth,
    },
  };
}
