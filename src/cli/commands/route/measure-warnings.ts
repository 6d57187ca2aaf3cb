import type { RoutingMeasurement } from '../../../routing/measure/measure-routing.ts';
import type { RoutingSetup } from '../../../series/routing-records.ts';

/** What a reader of a measure has to know beside its numbers. */
export function measureWarnings({ queues }: RoutingSetup, { agents, queues: demand }: RoutingMeasurement): string[] {
  const names = (method: string): string =>
    queues
      .filter((queue) => queue.method === method)
      .map(({ name }) => name)
      .join(', ');
  const silent = queues.filter(({ id }) => demand.every(({ queueId, offered }) => queueId !== id || offered === 0));
  const absent = agents.filter(({ onQueueSeconds }) => onQueueSeconds === 0).length;
  const parallel = agents.filter(({ occupancyFraction = 0 }) => occupancyFraction > 1).length;
  return [
    ...warning(names('predictive') !== '', `${names('predictive')}: routed in a way that only the service can repeat`),
    ...warning(
      names('disregard-skills') !== '',
      `${names('disregard-skills')}: disregards skills, so none is needed there`,
    ),
    ...warning(silent.length > 0, `no contact was offered to ${silent.map(({ name }) => name).join(', ')}`),
    ...warning(absent > 0, `${absent} of ${agents.length} agents never were on queue, so their occupancy is not known`),
    ...warning(parallel > 0, `${parallel} agents have an occupancy above 1: they handle several contacts at a time`),
  ];
}

const warning = (applies: boolean, words: string): string[] => (applies ? [words] : []);
