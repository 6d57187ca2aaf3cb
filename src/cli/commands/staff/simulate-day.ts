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
    (replication) => contactsOf(simulateIntervals(model, seed, replication)),
    (runs) => estimate(runs, answeredInTime(measuredFrom, measuredTo), LEVEL),
    PRECISION,
  );
  return {
    serviceLevels: told.map(([from, to]) => estimate(results, answeredInTime(from, to), LEVEL)),
    replications: results.length,
  };
}

/** The contacts of a replication, by the interval in which they came. */
interface Contacts {
  readonly offered: Uint32Array;
  readonly answeredWithin: Uint32Array;
}

// Two numbers of each interval are all that is kept of a replication: thousands of whole tallies would cost as much as they took to play.
const contactsOf = (intervals: readonly Tally[]): Contacts => ({
  offered: Uint32Array.from(intervals, ({ contactTypes: [contacts] }) => contacts.offered),
  answeredWithin: Uint32Array.from(intervals, ({ contactTypes: [contacts] }) => contacts.answeredWithin),
});

/** Of all that come in some intervals: who still waits at the end of a day was not answered in time. */
const answeredInTime =
  (from: number, to: number) =>
  ({ offered, answeredWithin }: Contacts): Ratio => ({
    numerator: sumOf(answeredWithin, from, to),
    denominator: sumOf(offered, from, to),
  });

function sumOf(counts: Uint32Array, from: number, to: number): number {
  let sum = 0;
  for (let interval = from; interval < to; interval++) sum += counts[interval];
  return sum;
}
