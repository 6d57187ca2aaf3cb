import type { QueueImpactRow } from '../../../export/impact-csv.ts';
import type { RoutingPlanFile } from './plan-file.ts';

/** A queue of a plan as a row of the report. */
export const impactRow = ({ queue, serviceLevel, occupancy }: RoutingPlanFile['impact'][number]): QueueImpactRow => ({
  queueId: queue.id,
  queueName: queue.name,
  serviceLevel: measureOf(serviceLevel),
  occupancy: measureOf(occupancy),
});

const measureOf = ({ before, after, effect }: RoutingPlanFile['impact'][number]['serviceLevel']) => ({
  before: before ?? undefined,
  after: after ?? undefined,
  difference: effect?.difference,
  lower: effect?.lower,
  upper: effect?.upper,
});
