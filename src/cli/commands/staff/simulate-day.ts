import { type Estimate, estimate } from '../../../simulation/estimate.ts';
import type { Measure } from '../../../simulation/measures.ts';
import { simulationModel } from '../../../simulation/model.ts';
import { runToPrecision } from '../../../simulation/precision.ts';
import { simulateReplication } from '../../../simulation/replication.ts';
import type { Scenario } from '../../../simulation/scenario.ts';

/** A day to simulate, whose intervals are the named contact types. Plain data, as a thread can be sent. */
export interface DayTask {
  /** Absent for a day on which nobody works. */
  readonly scenario: Scenario | undefined;
  readonly types: readonly number[];
  readonly seed: number;
}

/** The service level of each of its intervals; undefined where too few contacts come to tell. */
export interface SimulatedDay {
  readonly serviceLevels: readonly (Estimate | undefined)[];
  readonly replications: number;
}

const LEVEL = 0.95;
// Half a point on the service level of the whole day; the single intervals have a few times as much.
const PRECISION = { halfWidth: 0.005, pilotReplications: 20, mostReplications: 2000 };

/** Plays some days, in order. Plain data in and out, as a thread can be sent. */
export const simulateDays = (days: readonly DayTask[]): SimulatedDay[] => days.map(simulateDay);

/** Plays a day until its service level is known to half a point at 95 %, or 2,000 times. */
function simulateDay({ scenario, types, seed }: DayTask): SimulatedDay {
  if (scenario === undefined) return { serviceLevels: [], replications: 0 };
  const model = simulationModel(scenario);
  const { results } = runToPrecision(
    (replication) => simulateReplication(model, seed, replication),
    (tallies) => estimate(tallies, answeredInTime(types), LEVEL),
    PRECISION,
  );
  return {
    serviceLevels: types.map((type) => estimate(results, answeredInTime([type]), LEVEL)),
    replications: results.length,
  };
}

/** Of all that come: who still waits at the end of a day was not answered in time. */
const answeredInTime =
  (types: readonly number[]): Measure =>
  ({ contactTypes }) => ({
    numerator: types.reduce((sum, type) => sum + contactTypes[type].answeredWithin, 0),
    denominator: types.reduce((sum, type) => sum + contactTypes[type].offered, 0),
  });
