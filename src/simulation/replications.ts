import { simulationModel } from './model.ts';
import { simulateIntervals, simulateReplication } from './replication.ts';
import type { Scenario } from './scenario.ts';
import type { MeasuredTally, Tally } from './tally.ts';

/** Replications `from` up to before `to` of a scenario. Plain data, as a thread can be sent. */
export interface Replications {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/** What happened in the measured time of each replication. Throws as `simulationModel` and `simulateReplication` do. */
export function simulateReplications({ scenario, seed, from, to }: Replications): MeasuredTally[] {
  const model = simulationModel(scenario);
  return Array.from({ length: to - from }, (_, i) => simulateReplication(model, seed, from + i));
}

/** What happened in each interval of each replication. Throws as `simulateReplications`. */
export function simulateIntervalReplications({ scenario, seed, from, to }: Replications): Tally[][] {
  const model = simulationModel(scenario);
  return Array.from({ length: to - from }, (_, i) => simulateIntervals(model, seed, from + i));
}
