import { candidateMoves, type MoveScope } from './candidate-moves.ts';
import type { Centre } from './centre.ts';
import { type ConfirmedMove, confirmBest } from './confirm-moves.ts';
import { unbearableLoss } from './move-guards.ts';
import type { PlayDays } from './play-days.ts';
import { screenMoves } from './screen-moves.ts';
import { type WhatIf, whatIf } from './what-if.ts';

/** What a plan may do, and how sure it must be. */
export interface MoveLimits extends MoveScope {
  readonly mostMoves: number;
  /** No queue may lose more of its service level by all moves together: 0.01 is a point. */
  readonly mostLossFraction: number;
  /** A move must add so much to the share of contacts answered in time: 0.001 is a tenth of a point. */
  readonly leastGainFraction: number;
  /** That no move of a plan is useless. */
  readonly levelFraction: number;
}

/** How the search is to go. */
export interface MoveSearch {
  readonly seed: number;
  /** Of a queue by its id, for its contacts in the objective; 1 where absent. */
  readonly weights: ReadonlyMap<string, number>;
  readonly limits: MoveLimits;
}

/** Moves, each shown to help after those before it, and what all of them do together. */
export interface MovePlan {
  readonly moves: readonly ConfirmedMove[];
  /** On weeks that no move was chosen by; undefined when there are no moves. */
  readonly impact: WhatIf | undefined;
  /** How many moves were thought of at first. */
  readonly candidates: number;
  /** How many of the last ones found were left out again, since all together cost a queue too much. */
  readonly leftOut: number;
}

/** Only moves like the best of the first screening go on: what helped little before another move helps little after it. */
const SHORTLISTED = 64;
/** So many of a screening are confirmed. */
const CONFIRMED = 8;
const CONFIRMATION_WEEKS = 30;
/** From one part of the search to the next, since each has weeks of its own. */
const WEEKS_APART = 100_000;
const IMPACT = { halfWidth: 0.005, pilotReplications: 20, mostReplications: 60 };

/**
 * The moves that bring more contacts to an answer within the target of their queue, found one after the other: all candidates are
 * screened on few days, the best confirmed on fresh weeks, the best of those accepted, until none helps or a limit is reached.
 * RangeError when a limit is none.
 */
export async function recommendMoves(centre: Centre, search: MoveSearch, play: PlayDays): Promise<MovePlan> {
  const { limits, seed } = search;
  checkLimits(limits);
  const weights = centre.queues.map(({ queueId }) => search.weights.get(queueId) ?? 1);
  const shared = { seed, weights, ...limits };
  const candidates = candidateMoves(centre, [], limits);
  const shortlist = { ...shared, accepted: [], firstWeek: 0, keep: SHORTLISTED };
  const listed = candidates.length > SHORTLISTED ? await screenMoves(centre, candidates, shortlist, play) : candidates;
  const kinds = new Set(listed.map(({ kind }) => kind));
  const found: ConfirmedMove[] = [];
  let week = WEEKS_APART;
  for (; found.length < limits.mostMoves; week += 2 * WEEKS_APART) {
    const accepted = found.map(({ move }) => move);
    const hopeful = candidateMoves(centre, accepted, limits).filter(({ kind }) => kinds.has(kind));
    const screening = { ...shared, accepted, firstWeek: week, keep: CONFIRMED };
    const screened = await screenMoves(centre, hopeful, screening, play);
    const from = week + WEEKS_APART;
    const weeks = { from, to: from + CONFIRMATION_WEEKS };
    const best = await confirmBest(centre, screened, { ...shared, accepted, weeks, rounds: limits.mostMoves }, play);
    if (best === undefined) break;
    found.push(best);
  }
  return { ...(await bearable(centre, found, search, week + 2 * WEEKS_APART, play)), candidates: candidates.length };
}

/**
 * What the moves do together, on weeks of its own: the gains that moves were chosen by flatter them. While a queue is predicted to lose
 * too much, the last move is left out, since each was shown to help after those before it.
 */
async function bearable(
  centre: Centre,
  found: readonly ConfirmedMove[],
  { seed, limits }: MoveSearch,
  firstWeek: number,
  play: PlayDays,
): Promise<Omit<MovePlan, 'candidates'>> {
  const { levelFraction, mostLossFraction } = limits;
  for (let many = found.length; many > 0; many--) {
    const moves = found.slice(0, many);
    const leftOut = found.length - many;
    const impact = await whatIf(
      centre,
      moves.map(({ move }) => move),
      { seed, precision: IMPACT, levelFraction, firstWeek: firstWeek + leftOut * WEEKS_APART },
      play,
    );
    if (unbearableLoss(impact.queues, mostLossFraction) === undefined) return { moves, impact, leftOut };
  }
  return { moves: [], impact: undefined, leftOut: found.length };
}

function checkLimits({ mostMoves, mostMovesPerAgent, mostLossFraction, leastGainFraction }: MoveLimits): void {
  for (const most of [mostMoves, mostMovesPerAgent])
    if (!(Number.isSafeInteger(most) && most > 0)) throw new RangeError(`moves must be whole and above 0, not ${most}`);
  for (const fraction of [mostLossFraction, leastGainFraction])
    if (!(fraction >= 0 && fraction <= 1))
      throw new RangeError(`a loss and a gain must be from 0 to 1, not ${fraction}`);
}
