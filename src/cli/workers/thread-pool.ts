import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';

/** A pure function that the build has put into a file of its own, beside the program. */
export interface ThreadFunction {
  readonly file: URL;
  /** Its name among the exports of that file. */
  readonly name: string;
}

/** How tasks are to run on threads. */
export interface Course<Task, Result> {
  /** How many threads to start; not more than there are tasks. */
  readonly threads: number;
  readonly signal: AbortSignal;
  /** What is handed over to the thread instead of being copied; it is empty here afterwards. */
  readonly buffersOf: (task: Task) => Iterable<ArrayBufferLike>;
  /** Called as tasks are done, in any order. */
  readonly onDone: (result: Result) => void;
}

/**
 * Runs the tasks on threads; the results are in the order of the tasks. Rejects with the first error that a task throws, or
 * that ends a thread, and with the signal's reason at once when it is aborted. No thread is left in any case.
 */
export async function runOnThreads<Task, Result>(
  { file, name }: ThreadFunction,
  tasks: readonly Task[],
  { threads, signal, buffersOf, onDone }: Course<Task, Result>,
): Promise<Result[]> {
  signal.throwIfAborted();
  const count = Math.min(threads, tasks.length);
  const pool = new Tinypool({ filename: fileURLToPath(file), name, minThreads: count, maxThreads: count });
  const { aborted, forget } = abortOf(signal);
  const run = async (task: Task): Promise<Result> => {
    const result: Result = await pool.run(task, { transferList: transferable(buffersOf(task)) });
    onDone(result);
    return result;
  };
  try {
    return await Promise.race([Promise.all(tasks.map(run)), aborted, threadEnded(pool)]);
  } finally {
    forget();
    // Not pool.destroy(), which waits without end for a thread that has already ended.
    await Promise.all(pool.threads.map((thread) => thread.terminate()));
  }
}

/** Rejects with the reason when a thread ends of its own accord, which the pool itself would wait for without end. */
const threadEnded = (pool: Tinypool): Promise<never> =>
  new Promise((_, reject) => {
    for (const thread of pool.threads) {
      // What ended it is told before its end.
      thread.on('error', reject);
      thread.on('exit', (code: number) =>
        reject(new Error(`a thread ended with code ${code} before its work was done`)),
      );
    }
  });

/** Shared memory needs no handing over, and a buffer that two series share can be handed over once. */
const transferable = (buffers: Iterable<ArrayBufferLike>): ArrayBuffer[] =>
  [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer);

function abortOf(signal: AbortSignal): { aborted: Promise<never>; forget: () => void } {
  let forget = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    const listener = (): void => reject(signal.reason);
    signal.addEventListener('abort', listener, { once: true });
    forget = () => signal.removeEventListener('abort', listener);
  });
  return { aborted, forget };
}
