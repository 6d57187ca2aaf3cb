import { type Estimate, estimateDifference } from '../simulation/estimate.ts';
import { type Precision, runBatchesToPrecision } from '../simulation/precision.ts';
import type { Centre } from './centre.ts';
import type { PlayDays } from './play-days.ts';
import { playWeeks } from './play-weeks.ts';
import { type CentreCounts, serviceLevelOf, weightedServiceLevel } from './queue-counts.ts';
import { measureEffect, type PairedWeeks, queueEffects } from './queue-effects.ts';
import type { MeasureEffect, QueueEffect, SkillMove } from './skill-move.ts';

/** What moves would do to a centre. */
export interface WhatIf {
  /** Simulated, of the centre as it is and of the changed one each. */
  readonly weeks: number;
  readonly levelFraction: number;
  /** Share of all contacts answered within the target of their queue. */
  readonly overall: MeasureEffect;
  readonly queues: readonly QueueEffect[];
}

/** How a simulation is to go. */
export interface WhatIfCourse {
  readonly seed: number;
  /** The half-width is that of the widest difference among the service levels of the queues. Replications are weeks. */
  readonly precision: Precision;
  readonly levelFraction: number;
  /** The first of the simulated weeks; those before may have been looked at already. */
  readonly firstWeek: number;
}

/**
 * Simulates the centre as it is and after the moves with the same contacts, until the difference of every queue's service level is known
 * to the wanted half-width. RangeError when moves contradict the centre or each other.
 */
export async function whatIf(
  centre: Centre,
  moves: readonly SkillMove[],
  { seed, precision, levelFraction, firstWeek }: WhatIfCourse,
  play: PlayDays,
): Promise<WhatIf> {
  const { results } = await runBatchesToPrecision(
    async (from, to) => {
      const weeks = { from: firstWeek + from, to: firstWeek + to };
      const [before, after] = await playWeeks(centre, [[], moves], seed, weeks, play);
      return before.map((counts, week) => ({ before: counts, after: after[week] }));
    },
    (pairs) => widestDifference(centre, pairedWeeks(pairs), levelFraction),
    precision,
  );
  const weeks = pairedWeeks(results);
  return {
    weeks: results.length,
    levelFraction,
    overall: measureEffect(weeks, weightedServiceLevel(centre.queues.map(() => 1)), levelFraction),
    queues: queueEffects(centre, weeks, levelFraction),
  };
}

interface Pair {
  readonly before: CentreCounts;
  readonly after: CentreCounts;
}

const pairedWeeks = (pairs: readonly Pair[]): PairedWeeks => ({
  before: pairs.map(({ before }) => before),
  after: pairs.map(({ after }) => after),
});

/** Undefined when no queue has a service level. */
function widestDifference({ queues }: Centre, weeks: PairedWeeks, levelFraction: number): Estimate | undefined {
  return queues
    .flatMap((_, queue) => estimateDifference(weeks.before, weeks.after, serviceLevelOf(queue), levelFraction) ?? [])
    .reduce<Estimate | undefined>(
      (widest, one) => (widest === undefined || one.halfWidth > widest.halfWidth ? one : widest),
      undefined,
    );
}
