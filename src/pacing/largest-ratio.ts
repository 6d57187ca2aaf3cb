import { smallestCount } from '../staffing/smallest-count.ts';
import { checkCount, checkOpenFraction } from './check.ts';
import type { CentreModel } from './dialled-centre.ts';
import { equilibriumRatio } from './equilibrium-ratio.ts';
import { type Effort, SteadyDialling, type SteadyOutcome } from './steady-dialling.ts';

const STEPS_PER_CALL = 10;
// Answer rates are rounded up to powers of this, so that intervals share their simulations; never down, which would abandon more.
const RATE_STEP = 1.04;

/** Simulations of one centre with one number of agents, kept while a plan is made. */
export interface RatioSearch {
  /**
   * The largest number of calls per idle agent, in tenths from 1 to a limit, that keeps abandonment at or below a target. An answer
   * rate between 0 and 1. With 1 call per agent nobody is abandoned, so there always is an answer.
   */
  largestRatio(answerRate: number, targetFraction: number, mostCallsPerAgent: number): number;
  /** What a ratio leads to at an answer rate from 0 to 1. */
  outcome(answerRate: number, callsPerAgent: number): SteadyOutcome;
  /** Calls that a busy agent handles in a second. */
  readonly answersPerBusySecond: number;
}

/** RangeError without agents. */
export function ratioSearch(model: CentreModel, agents: number, effort: Effort): RatioSearch {
  checkCount('agents', agents, 1);
  const kept = new Map<string, SteadyDialling>();

  const simulation = (answerRate: number, callsPerAgent: number): SteadyDialling => {
    const key = `${answerRate} ${callsPerAgent}`;
    const found = kept.get(key) ?? new SteadyDialling(model, agents, answerRate, callsPerAgent, effort);
    kept.set(key, found);
    return found;
  };

  return {
    largestRatio(answerRate, targetFraction, mostCallsPerAgent) {
      checkOpenFraction('answer rate', answerRate);
      checkOpenFraction('target of abandonment', targetFraction);
      const rate = roundedUp(answerRate);
      const most = Math.floor((mostCallsPerAgent - 1) * STEPS_PER_CALL + 1e-9);
      if (!(most >= 0))
        throw new RangeError(`the limit of calls per agent must be 1 or more, not ${mostCallsPerAgent}`);
      const start = (equilibriumRatio(model, agents, rate, targetFraction, mostCallsPerAgent) - 1) * STEPS_PER_CALL;
      const tooMany = smallestCount(
        Math.min(Math.max(1, Math.round(start)), most + 1),
        (steps) => steps > most || !simulation(rate, ratioOf(steps)).isWithin(targetFraction),
      );
      return ratioOf(tooMany - 1);
    },
    answersPerBusySecond: 1 / model.meanHandleSeconds,
    outcome: (answerRate, callsPerAgent) => simulation(answerRate, callsPerAgent).outcome(),
  };
}

const ratioOf = (steps: number): number => (STEPS_PER_CALL + steps) / STEPS_PER_CALL;

/** Not up to 1, which a rate below it is not. */
const roundedUp = (answerRate: number): number =>
  Math.max(answerRate, Math.min(0.99, RATE_STEP ** Math.ceil(Math.log(answerRate) / Math.log(RATE_STEP) - 1e-9)));
