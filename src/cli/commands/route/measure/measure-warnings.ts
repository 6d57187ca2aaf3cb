import type { RoutingMeasurement } from '../../../../routing/measure/measure-routing.ts';
import type { RoutingSetup } from '../../../../series/routing-records.ts';

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

/** Contacts that were handled by agents of whom nothing is told, since they are members of none of the queues any more. */
export function departedWarning({ demand, work }: RoutingMeasurement): string[] {
  const queueIds = new Set(demand.map(({ queueId }) => queueId));
  const handled = demand.reduce((sum, kind) => sum + kind.handled, 0);
  const told = work.reduce((sum, total) => sum + (queueIds.has(total.queueId) ? total.handled : 0), 0);
  return warning(
    told < handled,
    `${handled - told} of ${handled} handled contacts are those of agents who are no members now`,
  );
}

const warning = (applies: boolean, words: string): string[] => (applies ? [words] : []);
