import { addTrial, addTrialOfBeta, noSuccesses } from '../numeric/success-count.ts';
import { type AnswerRateBelief, meanAnswerRate } from './answer-rate-belief.ts';
import { checkCount, checkFraction, checkOpenFraction } from './check.ts';

/**
 * The largest number of calls dialled at once to free agents such that in the mean at most `targetFraction` of the answers find no
 * agent: E[(K - agents)+] <= target * E[K], with K binomial of a known answer rate or beta-binomial of a believed one (newsvendor).
 * Not below the number of agents, and at most `mostCalls`. RangeError
 * for a rate outside 0..1.
 */
export function largestBatch(
  agents: number,
  answerRate: number | AnswerRateBelief,
  targetFraction: number,
  mostCalls: number,
): number {
  checkCount('free agents', agents, 0);
  checkOpenFraction('target of abandonment', targetFraction);
  checkCount('largest batch', mostCalls, 0);
  if (agents === 0) return 0;
  const isKnown = typeof answerRate === 'number';
  const mean = isKnown ? answerRate : meanAnswerRate(answerRate);
  checkFraction('answer rate', mean);
  const answers = noSuccesses(agents);
  for (let calls = 1; calls <= mostCalls; calls++) {
    if (isKnown) addTrial(answers, answerRate);
    else addTrialOfBeta(answers, answerRate.answered, answerRate.unanswered, calls - 1);
    if (calls * mean - meanAtMost(answers) > targetFraction * calls * mean) return calls - 1;
  }
  return mostCalls;
}

/** E[min(K, n)] of a count of which the probabilities below n are known. */
function meanAtMost(probabilities: Float64Array): number {
  let atMost = 0;
  let mean = 0;
  for (const probability of probabilities) {
    atMost += probability;
    mean += 1 - atMost;
  }
  return mean;
}
