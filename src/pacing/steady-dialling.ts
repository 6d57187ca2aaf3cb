import { type Estimate, estimate } from '../simulation/estimate.ts';
import { checkCount, checkFraction, checkOpenFraction } from './check.ts';
import type { CentreModel } from './dialled-centre.ts';
import { Dialler, type DiallerInterval } from './dialler.ts';
import { abandonment, type DiallerTally, occupancy } from './dialler-tally.ts';
import { fixedRatio } from './dialling-rule.ts';

/** How much simulation may be spent on one ratio. */
export interface Effort {
  readonly seed: number;
  /** Batches of about 400 answers each, at most; 4 or more. */
  readonly mostBatches: number;
}

/** What a ratio leads to in the long run, with the answer rate and the agents as they are. */
export interface SteadyOutcome {
  /** Undefined when nobody answered. */
  readonly abandonment: Estimate | undefined;
  readonly occupancy: Estimate | undefined;
  readonly mostLines: number;
}

const LEVEL = 0.95;
const FEWEST_BATCHES = 4;
const ANSWERS_PER_BATCH = 400;
// Batches must be long against what one call does to the next ones, or they would not be independent.
const HANDLE_TIMES_PER_BATCH = 5;
// A ratio this many standard errors off the target is decided.
const DECIDED_ERRORS = 3;

/**
 * A centre dialled at a fixed ratio on and on, in batches, only as long as a question needs. All ratios of one seed share their
 * calls and handle times.
 */
export class SteadyDialling {
  private readonly dialler: Dialler;
  private readonly interval: DiallerInterval;
  private readonly mostBatches: number;
  private readonly tallies: DiallerTally[] = [];

  constructor(model: CentreModel, agents: number, answerRate: number, callsPerAgent: number, effort: Effort) {
    checkCount('agents', agents, 1);
    checkFraction('answer rate', answerRate);
    checkCount('batches', effort.mostBatches, FEWEST_BATCHES);
    const handleTimes = Math.max(HANDLE_TIMES_PER_BATCH, ANSWERS_PER_BATCH / agents);
    this.mostBatches = effort.mostBatches;
    this.interval = {
      seconds: handleTimes * model.meanHandleSeconds,
      agents,
      answerRateFrom: answerRate,
      answerRateTo: answerRate,
      rule: fixedRatio(callsPerAgent),
      lines: Number.MAX_SAFE_INTEGER,
    };
    this.dialler = new Dialler(model, effort.seed, 0);
    // All agents are idle at the start; the first batch gets them going and does not count.
    this.dialler.play(this.interval);
  }

  /** Whether abandonment stays at or below a share, between 0 and 1, of the answers; it does when nobody answers. */
  isWithin(targetFraction: number): boolean {
    checkOpenFraction('target of abandonment', targetFraction);
    this.playUntil(FEWEST_BATCHES);
    while (this.tallies.length < this.mostBatches && !this.isDecided(targetFraction))
      this.playUntil(Math.min(2 * this.tallies.length, this.mostBatches));
    const found = estimate(this.tallies, abandonment, LEVEL);
    return found === undefined || found.value <= targetFraction;
  }

  /** Whether what was seen lies clear of a share. Few answers with none abandoned vary less than calls do; chance sets a floor. */
  private isDecided(targetFraction: number): boolean {
    const found = estimate(this.tallies, abandonment, LEVEL);
    if (found === undefined) return false;
    const answers = this.tallies.reduce((sum, tally) => sum + abandonment(tally).denominator, 0);
    const ofChance = Math.sqrt((targetFraction * (1 - targetFraction)) / answers);
    const standardError = Math.max(found.standardError, ofChance);
    return Math.abs(found.value - targetFraction) > DECIDED_ERRORS * standardError;
  }

  /** After all batches. */
  outcome(): SteadyOutcome {
    this.playUntil(this.mostBatches);
    return {
      abandonment: estimate(this.tallies, abandonment, LEVEL),
      occupancy: estimate(this.tallies, occupancy, LEVEL),
      mostLines: this.tallies.reduce((most, tally) => Math.max(most, tally.mostLines), 0),
    };
  }

  private playUntil(batches: number): void {
    while (this.tallies.length < batches) this.tallies.push(this.dialler.play(this.interval));
  }
}
