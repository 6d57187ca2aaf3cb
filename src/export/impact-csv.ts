import { isoInstant } from '../series/iso-instant.ts';
import type { EpochSeconds } from '../series/time-zone.ts';
import { type Cell, csvText } from './csv.ts';

/** A measure of a queue as predicted, with the interval of its difference; undefined what is not known. */
interface MeasureImpact {
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly difference: number | undefined;
  readonly lower: number | undefined;
  readonly upper: number | undefined;
}

/** What changes of skills do to a queue: fractions. */
export interface QueueImpactRow {
  readonly queueId: string;
  readonly queueName: string;
  readonly serviceLevel: MeasureImpact;
  readonly occupancy: MeasureImpact;
}

/** What became of the agents, undefined for changes that were not carried out, and what is predicted for the queues. */
export interface ImpactResult {
  readonly profilesUpdated: number | undefined;
  readonly failedUpdates: number | undefined;
  readonly queues: readonly QueueImpactRow[];
}

const HEADER = ['Metric', 'Value', 'queue_id', 'queue_name', 'before', 'after', 'lower', 'upper'];

/**
 * An impact report as planners know it, one metric and its value per row, followed by what the value rests on: numbers unrounded,
 * fractions, empty where nothing was measured.
 */
export function impactCsv({ profilesUpdated, failedUpdates, queues }: ImpactResult): string {
  const count = (metric: string, value: Cell): Cell[] => [metric, value, ...HEADER.slice(2).map(() => undefined)];
  return csvText(HEADER, [
    count('Total Profiles Updated', profilesUpdated),
    count('Failed Updates', failedUpdates),
    ...queues.flatMap((queue) => [
      measureRow(queue, 'SL Change', queue.serviceLevel),
      measureRow(queue, 'Occupancy Delta', queue.occupancy),
    ]),
  ]);
}

const measureRow = (
  { queueId, queueName }: QueueImpactRow,
  metric: string,
  { before, after, difference, lower, upper }: MeasureImpact,
): Cell[] => [`Queue ${queueId} ${metric}`, difference, queueId, queueName, before, after, lower, upper];

/** The name of a report that is made at an instant, without its ending: `wfm_impact_report_20260115_023000`, in UTC. */
export const impactFileName = (madeAt: EpochSeconds): string =>
  `wfm_impact_report_${isoInstant(Math.floor(madeAt)).replaceAll(/[-:Z]/g, '').replace('T', '_')}`;
