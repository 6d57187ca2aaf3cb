import { availableParallelism } from 'node:os';
import { runTasks } from './run-tasks.ts';
import type { ThreadFunction } from './thread-pool.ts';

/** Work on many items, some at a time: a pure function on plain data, as a thread can be sent. */
export interface BatchWork<Item, Batch, Outcome> {
  readonly batchOf: (items: readonly Item[]) => Batch;
  /** One outcome for each item of a batch, in their order. */
  readonly run: (batch: Batch) => readonly Outcome[] | Promise<readonly Outcome[]>;
  /** The same function as the build has laid it out for threads. */
  readonly onThread: ThreadFunction;
  /** What a batch hands over to the thread instead of copying it. */
  readonly buffersOf: (batch: Batch) => Iterable<ArrayBufferLike>;
}

interface BatchCourse {
  /** Threads to work on at most; as many as there are cores when absent. */
  readonly jobs: number | undefined;
  /** An estimate for all items on one thread. */
  readonly workMs: number;
  readonly signal: AbortSignal;
  /** Called with the number of items that were done, in any order. */
  readonly onDone: (items: number) => void;
}

/** A thread takes 30 ms to start and must load and warm up its work once more. */
const THREADS_PAY_ABOVE_MS = 100;

/**
 * The outcomes of all items in their order, worked out on threads when there is enough to do; they do not depend on how many.
 * The items belong to this function afterwards. Throws the signal's reason when it is aborted.
 */
export async function runInBatches<Item, Batch, Outcome>(
  items: readonly Item[],
  work: BatchWork<Item, Batch, Outcome>,
  { jobs, workMs, signal, onDone }: BatchCourse,
): Promise<Outcome[]> {
  const most = Math.min(jobs ?? availableParallelism(), items.length);
  const threads = most < 2 || workMs <= THREADS_PAY_ABOVE_MS ? 0 : most;
  // On this thread an abort is heard between two items.
  const batches = batchesOf(items, threads === 0 ? 1 : batchSize(items.length, threads)).map(work.batchOf);
  const course = {
    threads,
    signal,
    buffersOf: work.buffersOf,
    onDone: (outcomes: readonly Outcome[]) => onDone(outcomes.length),
  };
  return (await runTasks({ run: work.run, ...work.onThread }, batches, course)).flat();
}

/** Several batches for each thread, since some items take longer than others, but each large enough to be worth a message. */
const batchSize = (items: number, threads: number): number => Math.min(16, Math.ceil(items / (8 * threads)));

const batchesOf = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
