import { checkNotNegative, checkOpenFraction } from './check.ts';
import { minimumAgentsGuard } from './guards/minimum-agents.ts';
import type { RatioSearch } from './largest-ratio.ts';

/** What is forecast for an interval. What is not known is absent, never 0. */
export interface IntervalForecast {
  /** Between 0 and 1; the upper bound is the one that ratios are chosen for. */
  readonly answerRate?: { readonly mean: number; readonly lower: number; readonly upper: number };
  /** Of this campaign, on queue; the mean over the interval, so decimals may be. */
  readonly agents?: number;
}

export interface Recommendation {
  /** 1 means one call per idle agent, which abandons nobody. */
  readonly callsPerAgent: number;
  /** A sentence. */
  readonly reason: string;
}

/**
 * The largest calls per agent that the simulation confirms for an interval: abandonment at most `allowedFraction` of the answers, were
 * the answer rate at its upper bound. One call per agent, with the reason, when agents or answer rate are missing, when there are
 * too few agents, or when the window allows nothing. RangeError for an impossible number.
 */
export function recommendedRatio(
  search: (agents: number) => RatioSearch,
  forecast: IntervalForecast,
  allowedFraction: number,
  mostCallsPerAgent: number,
): Recommendation {
  const { answerRate } = forecast;
  if (forecast.agents === undefined) return progressive('the number of agents is not known');
  checkNotNegative('agents', forecast.agents);
  const agents = Math.floor(forecast.agents);
  if (agents === 0) return progressive('there are no agents');
  if (answerRate === undefined) return progressive('the answer rate is not known');
  checkAnswerRate(answerRate);
  checkNotNegative('allowed abandonment', allowedFraction);
  if (allowedFraction === 0) return progressive('the window has no room left for abandoned calls');
  const verdict = minimumAgentsGuard(mostCallsPerAgent, agents, answerRate.upper, allowedFraction);
  if (!verdict.passed) return progressive(verdict.reason);
  const callsPerAgent = search(agents).largestRatio(answerRate.upper, allowedFraction, mostCallsPerAgent);
  return {
    callsPerAgent,
    reason:
      callsPerAgent + 0.1 > mostCallsPerAgent
        ? `the limit of ${mostCallsPerAgent} calls per agent is reached`
        : 'more calls per agent would abandon too many if the answer rate were at its upper bound',
  };
}

const progressive = (why: string): Recommendation => ({ callsPerAgent: 1, reason: `${why}: one call per agent` });

/** RangeError unless the bounds lie around the mean, all between 0 and 1. */
function checkAnswerRate({ mean, lower, upper }: { mean: number; lower: number; upper: number }): void {
  checkOpenFraction('answer rate', mean);
  checkOpenFraction('upper bound of the answer rate', upper);
  if (!(lower >= 0 && lower <= mean && mean <= upper))
    throw new RangeError(`bounds of an answer rate must lie around it, not ${lower} and ${upper} around ${mean}`);
}
