import { usageFailure } from '../../../errors.ts';
import type { StaffingRow } from '../../../export/staffing-result.ts';
import { isoInstant } from '../../../series/iso-instant.ts';
import { seriesName } from '../../../series/series-key.ts';
import { arrivalsAt } from '../../../staffing/arrival-quantiles.ts';
import { type Demand, offeredErlangs } from '../../../staffing/demand.ts';
import { roundUp } from '../../../staffing/rounding-up.ts';
import { agentsForDeferrableWork, agentsForWorkload, type Pace } from '../../../staffing/workload.ts';
import { bySeries } from './by-series.ts';
import { fractionOfPercentile, type Risk } from './option-values.ts';
import { closedRow, staffedInterval } from './staffing-row.ts';
import type { Arrivals } from './workload.ts';

/** How agents for work are found, not for waits. */
export interface WorkloadRule {
  readonly pace: Pace;
  /** Time in which a contact is to be finished; within its interval when absent. */
  readonly dueSeconds?: number;
  readonly risk: Risk;
  readonly minAgents: number;
  readonly shrinkageFraction: number;
}

/**
 * The agents of every interval by the workload method: of its own work, or with `dueSeconds` as many in all open intervals of a series,
 * the fewest that finish everything in time. Throws RangeError for input that the method does not take.
 */
export function workloadRows(arrivals: readonly Arrivals[], rule: WorkloadRule): StaffingRow[] {
  const { dueSeconds } = rule;
  if (dueSeconds !== undefined) return bySeries(arrivals).flatMap((series) => deferrableRows(series, dueSeconds, rule));
  return arrivals.map((each) => {
    if (!each.isOpen) return closedRow(each);
    const { pace } = rule;
    const agents = Math.max(rule.minAgents, roundUp(agentsForWorkload(staffedDemand(each, rule), pace)));
    const busy = offeredErlangs(each.demand) / pace.concurrency;
    return row(each, agents, agents === 0 ? undefined : busy / agents, rule);
  });
}

function deferrableRows(series: readonly Arrivals[], dueSeconds: number, rule: WorkloadRule): StaffingRow[] {
  const [{ demand }] = series;
  requireOneGrid(series);
  const demands = series.map((each) => staffedDemand(each, rule));
  const agents = agentsForDeferrableWork(
    {
      // Handle times differ by interval: the work counts, in contacts of the first interval's length.
      contactsPerInterval: demands.map((each) => (each.contactsPerInterval * each.ahtSeconds) / demand.ahtSeconds),
      open: series.map(({ isOpen }) => Number(isOpen)),
      intervalSeconds: demand.intervalSeconds,
      ahtSeconds: demand.ahtSeconds,
      mayWaitIntervals: Math.floor(dueSeconds / demand.intervalSeconds),
    },
    rule.pace,
  );
  const whole = Math.max(rule.minAgents, roundUp(agents));
  // Which interval does which work is left to the agents, so only the whole time has an occupancy.
  return series.map((each) => (each.isOpen ? row(each, whole, undefined, rule) : closedRow(each)));
}

function requireOneGrid(series: readonly Arrivals[]): void {
  for (const [i, { key, start, demand }] of series.entries()) {
    const before = series[i - 1];
    if (before === undefined) continue;
    if (start === before.end && demand.intervalSeconds === before.demand.intervalSeconds) continue;
    const where = start === undefined ? '' : ` at ${isoInstant(start)}`;
    throw usageFailure(
      `--due needs intervals without gaps and of one length, and ${seriesName(key)} has none such${where}`,
      'give the whole forecast, nights and weekends included, and say with --open when agents work',
    );
  }
}

/** What is staffed for: the forecast, or one of its quantiles. */
function staffedDemand({ demand, quantiles }: Arrivals, { risk }: WorkloadRule): Demand {
  if (risk === 'mean') return demand;
  if (quantiles === undefined) throw new Error(`no distribution to staff for ${risk}`);
  return { ...demand, contactsPerInterval: arrivalsAt(quantiles, fractionOfPercentile(risk)) };
}

function row(arrivals: Arrivals, agents: number, occupancy: number | undefined, rule: WorkloadRule): StaffingRow {
  const stable = occupancy === undefined || occupancy <= 1;
  const reached = { serviceLevel: undefined, asaSeconds: undefined, occupancy, abandonment: undefined, stable };
  return staffedInterval(arrivals, agents, rule.shrinkageFraction, reached);
}
