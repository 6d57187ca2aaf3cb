import { betaQuantile } from '../numeric/beta-distribution.ts';
import { checkNotNegative, checkOpenFraction, checkPositive } from './check.ts';

/**
 * What is known of the answer rate of a campaign, as a beta distribution: the posterior of a rate of which so many attempts were
 * answered and so many were not, both with what came before them. Both above 0.
 */
export interface AnswerRateBelief {
  readonly answered: number;
  readonly unanswered: number;
}

/** The belief before any attempt: a rate between 0 and 1 from a profile, worth as much as `weightAttempts` attempts, above 0. */
export function priorBelief(answerRate: number, weightAttempts: number): AnswerRateBelief {
  checkOpenFraction('answer rate', answerRate);
  checkPositive('weight of a prior', weightAttempts);
  return { answered: answerRate * weightAttempts, unanswered: (1 - answerRate) * weightAttempts };
}

/** The belief after more attempts; a missing count must not come here as 0. RangeError for more answers than attempts. */
export function observed(belief: AnswerRateBelief, attempts: number, answers: number): AnswerRateBelief {
  checkNotNegative('answers', answers);
  checkNotNegative('attempts', attempts);
  if (answers > attempts) throw new RangeError(`answers must be no more than the ${attempts} attempts, not ${answers}`);
  return { answered: belief.answered + answers, unanswered: belief.unanswered + attempts - answers };
}

/**
 * The belief after some time without news: what was seen beyond the prior halves every `halfLifeSeconds`, so that a change of the
 * rate is noticed.
 */
export function faded(
  belief: AnswerRateBelief,
  prior: AnswerRateBelief,
  elapsedSeconds: number,
  halfLifeSeconds: number,
): AnswerRateBelief {
  checkNotNegative('time without news', elapsedSeconds);
  checkPositive('half-life of observations', halfLifeSeconds);
  const kept = 0.5 ** (elapsedSeconds / halfLifeSeconds);
  return {
    answered: prior.answered + kept * (belief.answered - prior.answered),
    unanswered: prior.unanswered + kept * (belief.unanswered - prior.unanswered),
  };
}

/**
 * The same mean, worth no more than so many attempts: however many were seen, the rate of the next interval is another one.
 */
export function withWeightAtMost(belief: AnswerRateBelief, weightAttempts: number): AnswerRateBelief {
  checkPositive('weight of a belief', weightAttempts);
  const share = Math.min(1, weightAttempts / (belief.answered + belief.unanswered));
  return { answered: share * belief.answered, unanswered: share * belief.unanswered };
}

export const meanAnswerRate = ({ answered, unanswered }: AnswerRateBelief): number =>
  answered / (answered + unanswered);

/** The rate that the true one stays below with a probability strictly between 0 and 1. */
export const credibleAnswerRate = ({ answered, unanswered }: AnswerRateBelief, probability: number): number =>
  betaQuantile(probability, answered, unanswered);
