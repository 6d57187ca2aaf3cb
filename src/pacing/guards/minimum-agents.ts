import { largestBatch } from '../batch.ts';
import { checkCount, checkOpenFraction, checkRatio } from '../check.ts';
import { holdsBack, passes, type Verdict } from './verdict.ts';

const MOST_AGENTS = 10_000;

/**
 * The fewest agents with whom a dialler may ever ring more than one call per idle agent: even if all of them are idle, fewer
 * would abandon more than the target. Rate and target between 0 and 1; else RangeError.
 */
export function fewestAgents(answerRate: number, targetFraction: number): number {
  checkOpenFraction('answer rate', answerRate);
  checkOpenFraction('target of abandonment', targetFraction);
  for (let agents = 1; agents <= MOST_AGENTS; agents++)
    if (largestBatch(agents, answerRate, targetFraction, agents + 1) > agents) return agents;
  throw new RangeError(
    `at an answer rate of ${answerRate} not even ${MOST_AGENTS} agents allow more than one call each`,
  );
}

/** More than one call per agent needs a number of agents that follows from answer rate and target. */
export function minimumAgentsGuard(
  wanted: number,
  agents: number,
  answerRateUpper: number,
  targetFraction: number,
): Verdict {
  checkRatio(wanted);
  checkCount('agents', agents, 0);
  const fewest = fewestAgents(answerRateUpper, targetFraction);
  return agents >= fewest
    ? passes('minimum-agents', wanted, `${agents} agents are at least the ${fewest} that more than one call each needs`)
    : holdsBack(
        'minimum-agents',
        1,
        `${agents} agents are fewer than the ${fewest} that more than one call each needs`,
      );
}
