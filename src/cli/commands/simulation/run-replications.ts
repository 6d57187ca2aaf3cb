import {
  type Replications,
  simulateIntervalReplications,
  simulateReplications,
} from '../../../simulation/replications.ts';
import type { Scenario } from '../../../simulation/scenario.ts';
import type { MeasuredTally, Tally } from '../../../simulation/tally.ts';
import { type PureFunction, runTasks } from '../../workers/run-tasks.ts';

/** What each replication is to give. `file`: where the build puts them, seen from where it puts this module. */
const file = new URL('../workers/replications.js', import.meta.url);
export const MEASURED_TIME: PureFunction<Replications, MeasuredTally[]> = {
  file,
  name: 'simulateReplications',
  run: simulateReplications,
};
export const EVERY_INTERVAL: PureFunction<Replications, Tally[][]> = {
  file,
  name: 'simulateIntervalReplications',
  run: simulateIntervalReplications,
};

interface Course {
  /** 0: all on this thread. */
  readonly threads: number;
  readonly signal: AbortSignal;
}

/**
 * Replications `from` up to before `to` of a scenario, in their order; not a bit depends on the number of threads. Throws RangeError
 * when the scenario cannot be, and the signal's reason when it is aborted.
 */
export async function runReplications<Result>(
  work: PureFunction<Replications, Result[]>,
  { scenario, seed, from, to }: Replications,
  { threads, signal }: Course,
): Promise<Result[]> {
  const size = batchSize(scenario, to - from, threads);
  const batches = Array.from({ length: Math.ceil((to - from) / size) }, (_, i) => ({
    scenario,
    seed,
    from: from + i * size,
    to: Math.min(from + (i + 1) * size, to),
  }));
  return (await runTasks(work, batches, { threads, signal })).flat();
}

/** A thread takes 30 ms to start and must load and warm up the simulator once more. */
const THREADS_PAY_ABOVE_MS = 100;
const MS_PER_CONTACT = 0.0004;
const MS_PER_INTERVAL = 0.001;
/** Long enough to be worth a message to a thread, short enough for an abort to be heard. */
const BATCH_MS = 20;

/** How many of at most `jobs` threads to start for so many replications of a scenario. */
export const threadsWorthStarting = (scenario: Scenario, replications: number, jobs: number): number =>
  jobs > 1 && replications > 1 && replications * msPerReplication(scenario) > THREADS_PAY_ABOVE_MS
    ? Math.min(jobs, replications)
    : 0;

/** Two batches or more for each thread, so that none is left with a long last one. */
function batchSize(scenario: Scenario, replications: number, threads: number): number {
  const worthMessage = Math.ceil(BATCH_MS / msPerReplication(scenario));
  return Math.min(worthMessage, Math.ceil(replications / (2 * Math.max(1, threads))));
}

function msPerReplication({ contactTypes, agentGroups, intervals }: Scenario): number {
  let contacts = 0;
  for (const { arrivalsPerInterval } of contactTypes) for (const arrivals of arrivalsPerInterval) contacts += arrivals;
  return contacts * MS_PER_CONTACT + intervals * (contactTypes.length + agentGroups.length) * MS_PER_INTERVAL;
}
