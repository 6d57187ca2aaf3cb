import type { StaffingRow } from '../../../export/staffing-result.ts';
import type { Demand } from '../../../staffing/demand.ts';
import { erlangA, serviceLevelA } from '../../../staffing/erlang-a.ts';
import { answeredWithinC, erlangC } from '../../../staffing/erlang-c.ts';
import type { QueueModel } from '../../../staffing/queue-model.ts';
import type { Targets } from '../../../staffing/targets.ts';

/** What agents reach in one interval. */
export type Measures = Pick<StaffingRow, 'serviceLevel' | 'asaSeconds' | 'occupancy' | 'abandonment' | 'stable'>;

/** By the formulas of the queue. Throws RangeError for input that they do not take. */
export function measures(model: QueueModel, demand: Demand, agents: number, target: Targets['serviceLevel']): Measures {
  if (demand.contactsPerInterval === 0) return idle(agents);
  return model.name === 'erlang-c'
    ? measuresC(demand, agents, target)
    : measuresA(demand, model.meanPatienceSeconds, agents, target);
}

/** Nothing arrives: who is there has nothing to do, and there are no waits to speak of. */
export const idle = (agents: number): Measures => ({
  serviceLevel: undefined,
  asaSeconds: undefined,
  occupancy: agents === 0 ? undefined : 0,
  abandonment: undefined,
  stable: true,
});

function measuresC(demand: Demand, agents: number, target: Targets['serviceLevel']): Measures {
  const queue = erlangC(demand, agents);
  if (queue.state === 'empty') return idle(agents);
  const isStable = queue.state === 'stable';
  const levelWithin = (seconds: number) => (isStable ? answeredWithinC(queue, seconds) : 0);
  return {
    serviceLevel: target === undefined ? undefined : levelWithin(target.withinSeconds),
    asaSeconds: isStable ? queue.asaSeconds : undefined,
    occupancy: isStable ? queue.occupancyFraction : 1,
    abandonment: undefined,
    stable: isStable,
  };
}

function measuresA(demand: Demand, patienceSeconds: number, agents: number, target: Targets['serviceLevel']): Measures {
  if (agents === 0) return everybodyGivesUp(target);
  const queue = erlangA(demand, patienceSeconds, agents, target?.withinSeconds ?? 0);
  if (queue.state === 'empty') return idle(agents);
  return {
    serviceLevel: target === undefined ? undefined : serviceLevelA(queue, target.definition ?? 'offered'),
    asaSeconds: queue.asaSeconds,
    occupancy: queue.occupancyFraction,
    abandonment: queue.abandonedFraction,
    stable: true,
  };
}

/** Nobody is there, as when a low quantile of the forecast is no contact at all. */
const everybodyGivesUp = (target: Targets['serviceLevel']): Measures => ({
  serviceLevel: target === undefined ? undefined : 0,
  asaSeconds: undefined,
  occupancy: undefined,
  abandonment: 1,
  stable: true,
});
