import type { Course, ThreadFunction } from './thread-pool.ts';

/** A pure function on plain data, here and as the build has put it into a file for threads. */
export interface PureFunction<Task, Result> extends ThreadFunction {
  readonly run: (task: Task) => Result | Promise<Result>;
}

/**
 * The results of the tasks, in their order: on threads, or without any on this one, between whose tasks an abort is heard. Rejects
 * with the first error that a task throws and with the signal's reason when it is aborted; no thread is left in any case.
 */
export async function runTasks<Task, Result>(
  { run, file, name }: PureFunction<Task, Result>,
  tasks: readonly Task[],
  { threads, signal, buffersOf = () => [], onDone = () => {} }: Partial<Course<Task, Result>> & RunsOn,
): Promise<Result[]> {
  if (threads > 0) {
    const { runOnThreads } = await import('./thread-pool.ts');
    return runOnThreads<Task, Result>({ file, name }, tasks, { threads, signal, buffersOf, onDone });
  }
  const results: Result[] = [];
  for (const task of tasks) {
    signal.throwIfAborted();
    const result = await run(task);
    results.push(result);
    onDone(result);
    // A signal is heard only between two turns of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
  }
  signal.throwIfAborted();
  return results;
}

interface RunsOn {
  /** 0: all on this thread. */
  readonly threads: number;
  readonly signal: AbortSignal;
}
