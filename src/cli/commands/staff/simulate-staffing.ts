import type { StaffingResult } from '../../../export/staffing-result.ts';
import type { Progress } from '../../terminal/progress.ts';
import { type BatchWork, runInBatches } from '../../workers/batches.ts';
import { raiseInliningBudget } from '../../workers/inlining-budget.ts';
import { type DayScenario, dayScenarios } from './day-scenario.ts';
import type { StaffOptions } from './options.ts';
import { type DayTask, type SimulatedDay, simulateDays } from './simulate-day.ts';

/**
 * The staffing with the service level that its agents reach in a simulation, in which a busy interval leaves its queue to the next; not
 * a bit depends on the number of threads. Throws the signal's reason when it is aborted.
 */
export async function simulateStaffing(
  result: StaffingResult,
  { seed, jobs }: StaffOptions,
  timeZone: string,
  signal: AbortSignal,
  progress: Progress,
): Promise<StaffingResult> {
  const days = dayScenarios(result.rows, timeZone, centreOf(result));
  progress.phase('simulating days', days.length);
  raiseInliningBudget();
  const tasks = days.map((day, i): DayTask => ({ scenario: day.scenario, told: toldOf(day), seed: seed + i }));
  const simulated = await runInBatches(tasks, WORK, {
    jobs,
    workMs: days.reduce((sum, day) => sum + msOf(day), 0),
    signal,
    onDone: (items) => progress.advance(items),
  });
  return {
    ...result,
    simulation: { seed, mostReplications: Math.max(0, ...simulated.map(({ replications }) => replications)) },
    rows: days.flatMap(({ rows }, i) =>
      rows.map((row, j) => {
        const level = simulated[i].serviceLevels[j];
        return { ...row, simulatedServiceLevel: level?.value, simulatedHalfWidth: level?.halfWidth };
      }),
    ),
  };
}

function centreOf({ target, patienceSeconds }: StaffingResult) {
  const { withinSeconds } = target;
  if (withinSeconds === undefined) throw new Error('there is no service level to simulate');
  return { withinSeconds, ...(patienceSeconds === undefined ? {} : { patienceSeconds }) };
}

/** Each row by itself; one that is on no calendar is played over and over. */
const toldOf = ({ scenario, rows, firstInterval }: DayScenario): DayTask['told'] =>
  rows.length === 1 && scenario !== undefined
    ? [[firstInterval, scenario.intervals]]
    : rows.map((_, i) => [firstInterval + i, firstInterval + i + 1]);

const WORK: BatchWork<DayTask, readonly DayTask[], SimulatedDay> = {
  batchOf: (days) => days,
  run: simulateDays,
  onThread: { file: new URL('../workers/simulate-days.js', import.meta.url), name: 'simulateDays' },
  buffersOf: () => [],
};

// A day needs about as many contacts for its precision, however often it must be played for them.
const MS_PER_DAY = 20;

const msOf = ({ scenario }: DayScenario): number => (scenario === undefined ? 0 : MS_PER_DAY);
