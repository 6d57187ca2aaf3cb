import { estimateDifference } from '../simulation/estimate.ts';
import type { Candidate } from './candidate-moves.ts';
import type { Centre } from './centre.ts';
import type { PlayDays } from './play-days.ts';
import { playWeeks, type Weeks } from './play-weeks.ts';
import { type CentreCounts, serviceLevelOf, weightedServiceLevel } from './queue-counts.ts';
import { queueEffects } from './queue-effects.ts';
import type { Effect, QueueEffect, SkillMove } from './skill-move.ts';

/** A move whose effect was shown on simulated weeks that it was not chosen by. */
export interface ConfirmedMove {
  readonly move: SkillMove;
  /** On the weighted share of contacts answered in time, after the moves before it. */
  readonly gain: Effect;
  /** Of the interval of the gain, such that the intervals of all moves looked at hold together. */
  readonly levelFraction: number;
  readonly weeks: number;
  /** What the move adds to those before it. */
  readonly queues: readonly QueueEffect[];
}

/** What a move must show, and on which weeks. */
export interface Confirmation {
  readonly accepted: readonly SkillMove[];
  readonly seed: number;
  readonly weeks: Weeks;
  /** By queue. */
  readonly weights: readonly number[];
  /** Together of all intervals that are looked at in the whole search. */
  readonly levelFraction: number;
  /** How often at most such a set of candidates is looked at in the whole search. */
  readonly rounds: number;
  /** A smaller gain is not worth a change. */
  readonly leastGainFraction: number;
  /** Of the service level of any queue, by all moves together. */
  readonly mostLossFraction: number;
}

/**
 * The best of the candidates, on weeks that none of them was chosen by; undefined when none is shown to help. Bonferroni's correction
 * over all candidates of all rounds: a search through which a useless move slips in one case of twenty at most. A step-down procedure
 * such as Holm's would accept no other best move, and has no intervals to show. A queue must be shown to lose no more than is
 * allowed; that has to hold for all queues at once, so it needs no correction.
 */
export async function confirmBest(
  centre: Centre,
  candidates: readonly Candidate[],
  confirmation: Confirmation,
  play: PlayDays,
): Promise<ConfirmedMove | undefined> {
  if (candidates.length === 0) return undefined;
  const { accepted, seed, weeks, weights, levelFraction, rounds, leastGainFraction } = confirmation;
  const configurations = [[], accepted, ...candidates.map(({ move }) => [...accepted, move])];
  const [start, before, ...changed] = await playWeeks(centre, configurations, seed, weeks, play);
  const adjusted = 1 - (1 - levelFraction) / (candidates.length * rounds);
  const confirmed = candidates.flatMap((candidate, i): ConfirmedMove[] => {
    const after = changed[i];
    const gain = estimateDifference(before, after, weightedServiceLevel(weights), adjusted);
    if (gain === undefined || gain.value - gain.halfWidth <= 0 || gain.value < leastGainFraction) return [];
    if (!spares(centre, start, after, confirmation)) return [];
    return [
      {
        move: candidate.move,
        gain: { difference: gain.value, lower: gain.value - gain.halfWidth, upper: gain.value + gain.halfWidth },
        levelFraction: adjusted,
        weeks: weeks.to - weeks.from,
        queues: queueEffects(centre, { before, after }, levelFraction),
      },
    ];
  });
  return confirmed.sort((a, b) => b.gain.difference - a.gain.difference).at(0);
}

/** Whether every queue is shown to lose no more than is allowed. */
const spares = (
  { queues }: Centre,
  start: readonly CentreCounts[],
  after: readonly CentreCounts[],
  { levelFraction, mostLossFraction }: Confirmation,
): boolean =>
  queues.every((_, queue) => {
    const change = estimateDifference(start, after, serviceLevelOf(queue), levelFraction);
    return change === undefined || change.value - change.halfWidth >= -mostLossFraction;
  });
