import type { StaffingResult, StaffingRow } from '../../../export/staffing-result.ts';
import type { Progress } from '../../terminal/progress.ts';
import { dayScenarios } from './day-scenario.ts';
import type { StaffOptions } from './options.ts';
import { type SimulatedDay, simulateDay } from './simulate-day.ts';

/**
 * The staffing with the service level that its agents reach in a simulation, in which a busy interval leaves its queue to the next. Throws
 * the signal's reason when it is aborted.
 */
export async function simulateStaffing(
  result: StaffingResult,
  { seed }: StaffOptions,
  timeZone: string,
  signal: AbortSignal,
  progress: Progress,
): Promise<StaffingResult> {
  const { withinSeconds } = result.target;
  if (withinSeconds === undefined) throw new Error('there is no service level to simulate');
  const centre = {
    withinSeconds,
    ...(result.patienceSeconds === undefined ? {} : { patienceSeconds: result.patienceSeconds }),
  };
  const days = dayScenarios(result.rows, timeZone, centre);
  progress.phase('simulating days', days.length);
  const rows: StaffingRow[] = [];
  let replications = 0;
  for (const [i, { scenario, types, rows: ofDay }] of days.entries()) {
    const simulated = scenario === undefined ? NOT_PLAYED : simulateDay({ scenario, types, seed: seed + i });
    for (const [j, row] of ofDay.entries()) {
      const level = simulated.serviceLevels[j];
      rows.push({ ...row, simulatedServiceLevel: level?.value, simulatedHalfWidth: level?.halfWidth });
    }
    replications = Math.max(replications, simulated.replications);
    progress.advance(1);
    // A signal is heard only between two turns of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
  }
  return { ...result, simulation: { seed, mostReplications: replications }, rows };
}

const NOT_PLAYED: SimulatedDay = { serviceLevels: [], replications: 0 };
