import type { AgentWork } from '../../series/routing-records.ts';
import { pooledRatio } from './pooled-ratio.ts';

interface WorkSums {
  readonly agentId: string;
  readonly queueId: string;
  readonly mediaType: string;
  readonly skillIds: readonly string[];
  handled: number;
  handleSeconds: number;
  /** Contacts that rang at him without an answer. */
  notResponding: number;
}

/** What an agent did for a queue, a medium and a set of asked-for skills. */
export interface WorkTotal extends Readonly<WorkSums> {
  /** Handle seconds over handled contacts; undefined when he handled none. */
  readonly ahtSeconds: number | undefined;
}

/** The sums of a stream of work, in order of agent, queue, medium and skills; memory depends on the sums, not on the period. */
export async function workTotals(records: AsyncIterable<AgentWork>): Promise<WorkTotal[]> {
  const totals = new Map<string, WorkSums>();
  for await (const { agentId, queueId, mediaType, skillIds, handled, handleSeconds, notResponding } of records) {
    const key = JSON.stringify([agentId, queueId, mediaType, skillIds]);
    const sums = totals.get(key) ?? {
      ...{ agentId, queueId, mediaType, skillIds },
      ...{ handled: 0, handleSeconds: 0, notResponding: 0 },
    };
    totals.set(key, sums);
    sums.handled += handled;
    sums.handleSeconds += handleSeconds;
    sums.notResponding += notResponding;
  }
  return [...totals]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, sums]) => ({ ...sums, ahtSeconds: pooledRatio(sums.handleSeconds, sums.handled) }));
}
