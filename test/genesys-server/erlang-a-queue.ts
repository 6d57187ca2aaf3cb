import { exponentialMs, type Random } from './random.ts';

/** The fate of contacts, told in order of arrival. Times are whole milliseconds. */
interface Fates {
  answered(arrivalMs: number, waitMs: number, handleMs: number): void;
  abandoned(arrivalMs: number, waitMs: number): void;
}

interface QueueParameters {
  readonly meanHandleMs: number;
  readonly meanPatienceMs: number;
  /** Agents on duty in each slot; at least 1, so that everybody's wait has an end. */
  readonly agents: readonly number[];
  readonly slotMs: number;
}

/**
 * Serves contacts first come, first served, with exponential handle times and exponential patience (Erlang A, M/M/n+M).
 * `arrivalsMs` ascends from 0; the system starts empty and ends when the last contact has left. A change of staff takes
 * effect for contacts that arrive after it: agents who go off duty are the first to be free, and finish their contact.
 *
 * No list of events is needed: whoever is at the front gets the first agent to be free, and whoever would wait for that
 * longer than his patience leaves without having cost any agent's time.
 */
export function serveQueue(arrivalsMs: Int32Array, parameters: QueueParameters, random: Random, fates: Fates): void {
  const { meanHandleMs, meanPatienceMs, agents, slotMs } = parameters;
  const freeAt = agentHeap(Math.max(...agents));
  let slot = -1;
  for (const arrival of arrivalsMs) {
    while (slot < Math.floor(arrival / slotMs)) {
      slot++;
      freeAt.resize(agents[slot], slot * slotMs);
    }
    const wait = Math.max(0, freeAt.earliest() - arrival);
    const patience = wait > 0 ? exponentialMs(random, meanPatienceMs) : 0;
    if (wait > patience) {
      fates.abandoned(arrival, patience);
    } else {
      const handle = exponentialMs(random, meanHandleMs);
      freeAt.replaceEarliest(arrival + wait + handle);
      fates.answered(arrival, wait, handle);
    }
  }
}

/** When each agent on duty is free, as a binary heap with the earliest on top. */
function agentHeap(capacity: number) {
  const heap = new Float64Array(capacity);
  let size = 0;
  const replaceEarliest = (value: number): void => {
    let hole = 0;
    for (let child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && heap[child + 1] < heap[child]) child++;
      if (heap[child] >= value) break;
      heap[hole] = heap[child];
      hole = child;
    }
    heap[hole] = value;
  };
  const add = (value: number): void => {
    let hole = size++;
    for (let parent = (hole - 1) >> 1; hole > 0 && heap[parent] > value; parent = (hole - 1) >> 1) {
      heap[hole] = heap[parent];
      hole = parent;
    }
    heap[hole] = value;
  };
  return {
    earliest: (): number => heap[0],
    replaceEarliest,
    resize(wanted: number, nowMs: number): void {
      if (!(wanted >= 1)) throw new RangeError(`${wanted} agents on duty`);
      while (size < wanted) add(nowMs);
      while (size > wanted) replaceEarliest(heap[--size]);
    },
  };
}
