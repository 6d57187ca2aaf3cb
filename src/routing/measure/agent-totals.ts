import type { RoutedAgent } from '../../series/routing-records.ts';
import { pooledRatio } from './pooled-ratio.ts';
import type { WorkTotal } from './work-totals.ts';

/** How an agent's time was spent. */
export interface AgentTotal {
  readonly agent: RoutedAgent;
  readonly onQueueSeconds: number;
  readonly handled: number;
  readonly handleSeconds: number;
  readonly ahtSeconds: number | undefined;
  /**
   * Handle seconds over seconds on queue; undefined when he never was on queue. Above 1 for somebody who handles several contacts
   * at a time.
   */
  readonly occupancyFraction: number | undefined;
  readonly notResponding: number;
}

/** Every agent of the setup, also one who did nothing. `onQueueSeconds` is by agent. */
export function agentTotals(
  agents: readonly RoutedAgent[],
  work: readonly WorkTotal[],
  onQueueSeconds: ReadonlyMap<string, number>,
): AgentTotal[] {
  const worked = new Map<string, { handled: number; handleSeconds: number; notResponding: number }>();
  for (const { agentId, handled, handleSeconds, notResponding } of work) {
    const sums = worked.get(agentId) ?? { ...NOTHING };
    worked.set(agentId, sums);
    sums.handled += handled;
    sums.handleSeconds += handleSeconds;
    sums.notResponding += notResponding;
  }
  return agents.map((agent) => {
    const sums = worked.get(agent.id) ?? NOTHING;
    const seconds = onQueueSeconds.get(agent.id) ?? 0;
    return {
      agent,
      ...sums,
      onQueueSeconds: seconds,
      ahtSeconds: pooledRatio(sums.handleSeconds, sums.handled),
      occupancyFraction: pooledRatio(sums.handleSeconds, seconds),
    };
  });
}

const NOTHING = { handled: 0, handleSeconds: 0, notResponding: 0 };
