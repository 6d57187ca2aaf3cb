import { addTrial, noSuccesses } from '../numeric/success-count.ts';
import { checkCount, checkFraction, checkOpenFraction } from './check.ts';

/** What a predictive dialler knows when it decides. Probabilities from 0 to 1. */
export interface DiallerState {
  readonly idleAgents: number;
  /** Of each busy agent, to get free before the calls that ring are resolved. */
  readonly finishProbabilities: Float64Array;
  /** Of each call that rings, to be answered. */
  readonly answerProbabilities: Float64Array;
}

/**
 * How many more calls of an answer rate may be dialled now: the most such that in the mean at most `targetFraction` of the answers
 * of all calls in flight find no agent, E[(K - F)+] <= target * E[K]. K counts the answers, each call with its own probability
 * (Poisson binomial), F the idle agents and those who get free in time. At most `mostCalls`; RangeError for a rate outside 0..1.
 */
export function callsToAdd(state: DiallerState, answerRate: number, targetFraction: number, mostCalls: number): number {
  checkCount('idle agents', state.idleAgents, 0);
  checkFraction('answer rate', answerRate);
  checkOpenFraction('target of abandonment', targetFraction);
  const free = freeAgentsBeyond(state);
  const answers = noSuccesses(free.length);
  let mean = 0;
  for (const probability of state.answerProbabilities) {
    addTrial(answers, probability);
    mean += probability;
  }
  for (let added = 0; added < mostCalls; added++) {
    addTrial(answers, answerRate);
    mean += answerRate;
    if (mean - meanOfSmaller(answers, free) > targetFraction * mean) return added;
  }
  return mostCalls;
}

// Beyond the last count of free agents that is likelier than this, agents are not counted on.
const UNLIKELY = 1e-9;

/** P(F > j) for j from 0, as far as it is likely. */
function freeAgentsBeyond({ idleAgents, finishProbabilities }: DiallerState): Float64Array {
  const freed = noSuccesses(finishProbabilities.length + 1);
  for (const probability of finishProbabilities) addTrial(freed, probability);
  const beyond = new Float64Array(idleAgents + finishProbabilities.length).fill(1, 0, idleAgents);
  let atMost = 0;
  for (let j = idleAgents; j < beyond.length; j++) {
    atMost += freed[j - idleAgents];
    if (1 - atMost < UNLIKELY) return beyond.subarray(0, j);
    beyond[j] = 1 - atMost;
  }
  return beyond;
}

/** E[min(K, F)] = sum of P(K > j) P(F > j). */
function meanOfSmaller(answers: Float64Array, freeBeyond: Float64Array): number {
  let atMost = 0;
  let mean = 0;
  for (let j = 0; j < answers.length; j++) {
    atMost += answers[j];
    mean += (1 - atMost) * freeBeyond[j];
  }
  return mean;
}
