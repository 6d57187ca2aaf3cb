import { describe, expect, it } from 'vitest';
import { runTasks } from '../../../src/cli/workers/run-tasks.ts';

const work = (run: (task: number) => number) => ({ file: new URL('file:///not-there.js'), name: 'run', run });

describe('tasks without threads', () => {
  it('give their results in order', async () => {
    const { signal } = new AbortController();
    expect(
      await runTasks(
        work((task) => task * task),
        [1, 2, 3],
        { threads: 0, signal },
      ),
    ).toEqual([1, 4, 9]);
  });

  it('stop with the error of the first that fails', async () => {
    const ran: number[] = [];
    const failing = work((task) => {
      ran.push(task);
      if (task === 2) throw new RangeError('two');
      return task;
    });
    await expect(runTasks(failing, [1, 2, 3], { threads: 0, signal: new AbortController().signal })).rejects.toThrow(
      new RangeError('two'),
    );
    expect(ran).toEqual([1, 2]);
  });

  it('hear an abort between two tasks', async () => {
    const controller = new AbortController();
    const reason = new Error('interrupted');
    const ran: number[] = [];
    const interrupting = work((task) => {
      ran.push(task);
      if (task === 2) setImmediate(() => controller.abort(reason));
      return task;
    });
    await expect(runTasks(interrupting, [1, 2, 3, 4, 5], { threads: 0, signal: controller.signal })).rejects.toBe(
      reason,
    );
    expect(ran.length).toBeLessThan(4);
  });
});
