import type { SkillDemand } from '../series/routing-records.ts';
import { exponentialPatienceSeconds } from '../simulation/patience.ts';
import { meansBySlot, type TypicalWeek } from './typical-week.ts';

/** Contacts that asked for the same, as a history shows them. */
export interface ObservedContacts {
  /** For messages. */
  readonly name: string;
  /** Place among the queues. */
  readonly queue: number;
  readonly skillIds: readonly string[];
  /** Mean number by slot of the week. */
  readonly arrivals: Float64Array;
  /** Undefined where the queue's records have none handled. */
  readonly meanHandleSeconds: number | undefined;
  /** Undefined where nobody in the queue gave up. */
  readonly meanPatienceSeconds: number | undefined;
}

/** Tells a queue and medium from others. */
export const queueKey = (queueId: string, mediaType: string): string => JSON.stringify([queueId, mediaType]);

/** Tells contacts of the queue at a place that ask for skills from others. */
export const typeKey = (queue: number, skillIds: readonly string[]): string => JSON.stringify([queue, ...skillIds]);

/** Fewer contacts that gave up say little of patience: all of the queue are taken then. */
const OWN_PATIENCE_FROM = 20;

/**
 * The contact types of a history, in order of queue and skills: means by slot of the week, handle time as sum over sum, patience by
 * censored maximum likelihood. `placeOf`: the place of a queue by its key and medium. RangeError when counts or times are negative.
 */
export function contactTypes(
  demand: readonly SkillDemand[],
  placeOf: ReadonlyMap<string, number>,
  week: TypicalWeek,
): ObservedContacts[] {
  const types = new Map<string, Sums>();
  const queues = new Map<number, Sums>();
  for (const record of demand) {
    const { queueId, mediaType, skillIds, offered } = record;
    if (!(offered >= 0 && record.handled >= 0 && record.handleSeconds >= 0))
      throw new RangeError(`contacts and times of ${queueId} must be 0 or more`);
    const queue = placeOf.get(queueKey(queueId, mediaType));
    if (queue === undefined || (offered === 0 && record.handled === 0 && record.abandoned === 0)) continue;
    const name = skillIds.length === 0 ? `${queueId} ${mediaType}` : `${queueId} ${mediaType} ${skillIds.join('+')}`;
    const key = typeKey(queue, skillIds);
    const type = types.get(key) ?? emptySums(name, queue, skillIds, week);
    const whole = queues.get(queue) ?? emptySums(name, queue, [], week);
    for (const sums of [type, whole]) add(sums, record, week);
    types.set(key, type);
    queues.set(queue, whole);
  }
  return [...types.keys()].sort().flatMap((key) => {
    const sums = types.get(key);
    const whole = sums && queues.get(sums.queue);
    return sums && whole ? [observedContacts(sums, whole, week)] : [];
  });
}

interface Sums {
  readonly name: string;
  readonly queue: number;
  readonly skillIds: readonly string[];
  readonly offered: Float64Array;
  handled: number;
  handleSeconds: number;
  waitSeconds: number;
  abandoned: number;
}

const emptySums = (name: string, queue: number, skillIds: readonly string[], { slots }: TypicalWeek): Sums => ({
  name,
  queue,
  skillIds,
  offered: new Float64Array(slots),
  handled: 0,
  handleSeconds: 0,
  waitSeconds: 0,
  abandoned: 0,
});

function add(sums: Sums, record: SkillDemand, { slotOf }: TypicalWeek): void {
  sums.offered[slotOf(record.intervalStart)] += record.offered;
  sums.handled += record.handled;
  sums.handleSeconds += record.handleSeconds;
  sums.waitSeconds += record.waitSeconds;
  sums.abandoned += record.abandoned;
}

function observedContacts(own: Sums, whole: Sums, week: TypicalWeek): ObservedContacts {
  const handled = own.handleSeconds > 0 ? own : whole;
  const patience = own.abandoned >= OWN_PATIENCE_FROM ? own : whole;
  return {
    name: own.name,
    queue: own.queue,
    skillIds: own.skillIds,
    arrivals: meansBySlot(own.offered, week),
    meanHandleSeconds: handled.handleSeconds > 0 ? handled.handleSeconds / handled.handled : undefined,
    meanPatienceSeconds: exponentialPatienceSeconds(patience.waitSeconds, patience.abandoned),
  };
}
