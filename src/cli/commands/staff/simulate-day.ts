import { type Estimate, estimate } from '../../../simulation/estimate.ts';
import type { Ratio } from '../../../simulation/measures.ts';
import { simulationModel } from '../../../simulation/model.ts';
import { runToPrecision } from '../../../simulation/precision.ts';
import { simulateIntervals } from '../../../simulation/replication.ts';
import type { Scenario } from '../../../simulation/scenario.ts';
import type { Tally } from '../../../simulation/tally.ts';

/** A day to simulate. Plain data, as a thread can be sent. */
export interface DayTask {
  /** Absent for a day on which nobody works. */
  readonly scenario: Scenario | undefined;
  /** Intervals of the scenario to tell of, half open ranges. */
  readonly told: readonly (readonly [from: number, to: number])[];
  readonly seed: number;
}

/** The service level of each range; undefined where too few contacts come to tell. */
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
function simulateDay({ scenario, told, seed }: DayTask): SimulatedDay {
  if (scenario === undefined) return { serviceLevels: [], replications: 0 };
  const model = simulationModel(scenario);
  const { measuredFrom, measuredTo } = scenario;
  const { results } = runToPrecision(
    (replication) => simulateIntervals(model, seed, replication),
    (runs) => estimate(runs, answeredInTime(measuredFrom, measuredTo), LEVEL),
    PRECISION,
  );
  return {
    serviceLevels: told.map(([from, to]) => estimate(results, answeredInTime(from, to), LEVEL)),
    replications: results.length,
  };
}

/** Of all that come in some intervals: who still waits at the end of a day was not answered in time. */
const answeredInTime =
  (from: number, to: number) =>
  (intervals: readonly Tally[]): Ratio => {
    let numerator = 0;
    let denominator = 0;
    for (let interval = from; interval < to; interval++) {
      const [contacts] = intervals[interval].contactTypes;
      numerator += contacts.answeredWithin;
      denominator += contacts.offered;
    }
    return { numerator, denominator };
  };
