import type { SkillDemand } from '../../series/routing-records.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import { type DemandSums, demandSums } from './demand-sums.ts';
import { pooledRatio } from './pooled-ratio.ts';

/** Contacts of an interval, and the load that they are. */
export interface IntervalDemand extends Omit<DemandSums, 'handled' | 'handleSeconds' | 'ahtSeconds'> {
  readonly start: EpochSeconds;
  readonly end: EpochSeconds;
  /** Arrivals in a second times the handle time of all contacts of this kind; undefined while no handle time is known. */
  readonly erlangs: number | undefined;
}

/** What asked for the same at the same queue. */
export interface KindDemand extends DemandSums {
  readonly queueId: string;
  readonly mediaType: string;
  readonly skillIds: readonly string[];
  /** In order of time, without those in which nothing happened. */
  readonly intervals: readonly IntervalDemand[];
}

/** Contacts of a queue and medium, whatever they asked for. */
export interface QueueDemand extends DemandSums {
  readonly queueId: string;
  readonly mediaType: string;
}

/** Demand of each queue, medium and set of skills, in order of these. */
export const demandByKind = (records: readonly SkillDemand[]): KindDemand[] =>
  grouped(records, ({ queueId, mediaType, skillIds }) => ({ queueId, mediaType, skillIds })).map(({ key, members }) => {
    const sums = demandSums(members);
    return { ...key, ...sums, intervals: members.map((record) => intervalOf(record, sums.ahtSeconds)) };
  });

/** Demand of each queue and medium, in order of these. */
export const demandByQueue = (records: readonly SkillDemand[]): QueueDemand[] =>
  grouped(records, ({ queueId, mediaType }) => ({ queueId, mediaType })).map(({ key, members }) => ({
    ...key,
    ...demandSums(members),
  }));

function intervalOf(record: SkillDemand, ahtSeconds: number | undefined): IntervalDemand {
  const { intervalStart: start, intervalEnd: end, offered, answered, abandoned } = record;
  return {
    ...{ start, end, offered, answered, abandoned },
    meanWaitSeconds: pooledRatio(record.waitSeconds, record.waits),
    serviceLevelFraction: pooledRatio(record.serviceLevelNumerator, record.serviceLevelDenominator),
    abandonedFraction: pooledRatio(abandoned, offered),
    erlangs: ahtSeconds === undefined ? undefined : (offered * ahtSeconds) / (end - start),
  };
}

/** Members keep their order; groups are in order of their keys. */
function grouped<Item, Key extends object>(items: readonly Item[], keyOf: (item: Item) => Key) {
  const groups = new Map<string, { readonly key: Key; readonly members: Item[] }>();
  for (const item of items) {
    const key = keyOf(item);
    const name = JSON.stringify(key);
    const group = groups.get(name) ?? { key, members: [] };
    groups.set(name, group);
    group.members.push(item);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}
