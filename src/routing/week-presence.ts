import type { AgentPresence } from '../series/routing-records.ts';
import { meansBySlot, type TypicalWeek } from './typical-week.ts';

/**
 * The share of each slot of a typical week that each agent is on queue, from 0 to 1, by agent; nobody who never was. RangeError for
 * time on queue that is negative or longer than its interval.
 */
export function presentFractions(
  presence: readonly AgentPresence[],
  week: TypicalWeek,
  intervalSeconds: number,
): Map<string, Float64Array> {
  const sums = new Map<string, Float64Array>();
  for (const { agentId, intervalStart, onQueueSeconds } of presence) {
    if (!(onQueueSeconds >= 0 && onQueueSeconds <= intervalSeconds))
      throw new RangeError(
        `time on queue of ${agentId} must be from 0 to ${intervalSeconds} seconds, not ${onQueueSeconds}`,
      );
    if (onQueueSeconds === 0) continue;
    const sum = sums.get(agentId) ?? new Float64Array(week.slots);
    sum[week.slotOf(intervalStart)] += onQueueSeconds / intervalSeconds;
    sums.set(agentId, sum);
  }
  return new Map([...sums].map(([agentId, sum]) => [agentId, meansBySlot(sum, week)]));
}

// The golden ratio: its multiples spread over 0 to 1 more evenly than any other's.
const SPREAD = (Math.sqrt(5) - 1) / 2;

/**
 * Shares of slots as whole slots: an agent is on queue in as many as his shares add up to, and the agents' rounding is out of step, so
 * that in each slot about as many are there as the shares of all add up to. `place`: of the agent, among agents like him.
 */
export function wholePresence(fractions: Float64Array, place: number): Uint8Array {
  const present = new Uint8Array(fractions.length);
  let owed = (0.5 + place * SPREAD) % 1;
  for (let slot = 0; slot < fractions.length; slot++) {
    owed += fractions[slot];
    // Nothing is owed by the rounding of decimals.
    if (owed < 1 - 1e-9) continue;
    present[slot] = 1;
    owed -= 1;
  }
  return present;
}
