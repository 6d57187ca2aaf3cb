import { availableParallelism } from 'node:os';
import { type DaysTask, type PlayDays, playDays } from '../../../../routing/play-days.ts';
import type { CentreCounts } from '../../../../routing/queue-counts.ts';
import type { Progress } from '../../../terminal/progress.ts';
import { raiseInliningBudget } from '../../../workers/inlining-budget.ts';
import { type PureFunction, runTasks } from '../../../workers/run-tasks.ts';

const PLAY: PureFunction<DaysTask, CentreCounts[][]> = {
  file: new URL('../workers/play-days.js', import.meta.url),
  name: 'playDays',
  run: playDays,
};

/** A simulated day takes a millisecond or more, a thread 30 to start. */
const DAYS_WORTH_THREADS = 100;

/** Plays days on threads where that pays; not a bit depends on how many. */
export function playOnThreads(jobs: number | undefined, signal: AbortSignal, progress: Progress): PlayDays {
  raiseInliningBudget();
  return async (tasks) => {
    const days = tasks.reduce((sum, task) => sum + task.days.length * task.configurations.length, 0);
    const most = Math.min(jobs ?? availableParallelism(), tasks.length);
    const threads = most < 2 || days < DAYS_WORTH_THREADS ? 0 : most;
    progress.phase('simulating', tasks.length);
    return runTasks(PLAY, tasks, { threads, signal, onDone: () => progress.advance(1) });
  };
}
