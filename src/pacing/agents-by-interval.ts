import type { AgentCapacity } from '../series/records.ts';
import type { EpochSeconds } from '../series/time-zone.ts';

/**
 * The mean number of agents in each interval of `seconds` from the given starts, from records that may be shorter, longer or cut
 * otherwise: weighted by the time that they share. Undefined for an interval that records do not cover wholly: what is missing is not 0.
 * RangeError when records overlap, since agents would count twice.
 */
export function agentsByInterval(
  records: readonly AgentCapacity[],
  starts: readonly EpochSeconds[],
  seconds: number,
): (number | undefined)[] {
  const sorted = [...records].sort((a, b) => a.intervalStart - b.intervalStart);
  for (const [i, { intervalStart }] of sorted.entries())
    if (i > 0 && intervalStart < sorted[i - 1].intervalEnd)
      throw new RangeError(`two records of agents overlap at ${intervalStart}`);
  return starts.map((start) => {
    let covered = 0;
    let agentSeconds = 0;
    for (const { intervalStart, intervalEnd, agents } of sorted) {
      const shared = Math.min(intervalEnd, start + seconds) - Math.max(intervalStart, start);
      if (shared <= 0) continue;
      covered += shared;
      agentSeconds += shared * agents;
    }
    return covered === seconds ? agentSeconds / seconds : undefined;
  });
}
