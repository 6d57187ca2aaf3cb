import { largestBatch } from './batch.ts';
import { checkCount, checkOpenFraction } from './check.ts';
import type { CentreModel } from './dialled-centre.ts';
import { meanSeconds } from './observed-durations.ts';
import { meanRingSeconds } from './ring-times.ts';

/**
 * A first guess of the calls per idle agent that keep abandonment at a target: the batch of the number of idle agents at which as
 * many calls are answered as agents get free. Of the calls in flight the share p R_a / R will be answered, with R_a the mean ring
 * time of answered calls and R that of all. Within a factor of about two for 5 to 200 agents; a start for the simulation, not a result.
 */
export function equilibriumRatio(
  model: CentreModel,
  agents: number,
  answerRate: number,
  targetFraction: number,
  mostCallsPerAgent: number,
): number {
  checkCount('agents', agents, 1);
  checkOpenFraction('answer rate', answerRate);
  const ringSeconds = meanRingSeconds(model.rings, answerRate);
  const answeredShare = (answerRate * meanSeconds(model.rings.answered)) / ringSeconds;
  for (let idle = 1; ; idle++) {
    const calls = largestBatch(idle, answeredShare, targetFraction, Math.ceil(mostCallsPerAgent * idle));
    const answersPerSecond = (calls * answerRate) / ringSeconds;
    if (idle === agents || answersPerSecond >= (agents - idle) / model.meanHandleSeconds) return calls / idle;
  }
}
