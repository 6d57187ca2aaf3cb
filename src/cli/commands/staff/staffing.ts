import { usageFailure } from '../../../errors.ts';
import type { StaffingResult } from '../../../export/staffing-result.ts';
import { isoInstant } from '../../../series/iso-instant.ts';
import type { Targets } from '../../../staffing/targets.ts';
import type { StaffOptions } from './options.ts';
import type { Patience } from './patience.ts';
import { type StaffingRule, staffingRow } from './staffing-row.ts';
import type { Arrivals, Workload } from './workload.ts';
import { workloadRows } from './workload-rows.ts';

const DEFAULT_SERVICE_LEVEL = { fraction: 0.8, withinSeconds: 20 };

/** Agents that are busy all the time wear out; what work that may wait is planned for unless told otherwise. */
const DEFAULT_OCCUPANCY = 0.85;

/** The agents of every interval. Fails with exit code 2 when no formula takes the numbers. */
export function staffingOf(workload: Workload, options: StaffOptions, patience: Patience | undefined): StaffingResult {
  const { concurrency, due } = options;
  return (concurrency ?? due) === undefined
    ? staffingOfQueue(workload, options, patience)
    : staffingOfWork(workload, options);
}

function staffingOfQueue(
  { arrivals, hasSeveralSeries }: Workload,
  options: StaffOptions,
  patience: Patience | undefined,
): StaffingResult {
  const { shrinkage, risk, minAgents, maxAsa, maxOccupancy, maxAbandon } = options;
  const rule = ruleOf(options, patience);
  const { serviceLevel } = rule.targets;
  return {
    model: rule.model.name,
    ...(patience === undefined ? {} : { patienceSeconds: patience.meanSeconds }),
    ...(patience?.evidence === undefined ? {} : { patienceFrom: patience.evidence }),
    target: {
      ...(serviceLevel === undefined
        ? {}
        : { serviceLevel: serviceLevel.fraction, withinSeconds: serviceLevel.withinSeconds }),
      ...(maxAsa === undefined ? {} : { maxAsaSeconds: maxAsa }),
      ...(maxOccupancy === undefined ? {} : { maxOccupancy }),
      ...(maxAbandon === undefined ? {} : { maxAbandonment: maxAbandon }),
      ...(minAgents === undefined ? {} : { minAgents }),
    },
    shrinkage,
    risk,
    hasSeveralSeries,
    rows: arrivals.map((each) => explained(each, () => staffingRow(each, rule))),
  };
}

function staffingOfWork({ arrivals, hasSeveralSeries }: Workload, options: StaffOptions): StaffingResult {
  const { concurrency, due, maxOccupancy, minAgents, shrinkage, risk } = options;
  const rule = {
    pace: { occupancyFraction: maxOccupancy ?? DEFAULT_OCCUPANCY, concurrency: concurrency ?? 1 },
    ...(due === undefined ? {} : { dueSeconds: due }),
    risk,
    minAgents: minAgents ?? 0,
    shrinkageFraction: shrinkage,
  };
  return {
    model: 'workload',
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(due === undefined ? {} : { dueSeconds: due }),
    target: {
      maxOccupancy: rule.pace.occupancyFraction,
      ...(minAgents === undefined ? {} : { minAgents }),
    },
    shrinkage,
    risk,
    hasSeveralSeries,
    rows: explained(undefined, () => workloadRows(arrivals, rule)),
  };
}

function ruleOf(options: StaffOptions, patience: Patience | undefined): StaffingRule {
  const { risk, minAgents, agents, shrinkage } = options;
  return {
    model:
      patience === undefined ? { name: 'erlang-c' } : { name: 'erlang-a', meanPatienceSeconds: patience.meanSeconds },
    targets: targetsOf(options),
    risk,
    minAgents: minAgents ?? 0,
    ...(agents === undefined ? {} : { givenAgents: agents }),
    shrinkageFraction: shrinkage,
  };
}

const targetsOf = ({ serviceLevel, maxAsa, maxOccupancy, maxAbandon }: StaffOptions): Targets => ({
  ...(serviceLevel === false ? {} : { serviceLevel: serviceLevel ?? DEFAULT_SERVICE_LEVEL }),
  ...(maxAsa === undefined ? {} : { maxAsaSeconds: maxAsa }),
  ...(maxOccupancy === undefined ? {} : { maxOccupancyFraction: maxOccupancy }),
  ...(maxAbandon === undefined ? {} : { maxAbandonedFraction: maxAbandon }),
});

/** The formulas take any number of their range, and say which they do not. */
function explained<Result>(arrivals: Arrivals | undefined, formula: () => Result): Result {
  try {
    return formula();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const where = arrivals?.start === undefined ? '' : ` at ${isoInstant(arrivals.start)}`;
    throw usageFailure(
      `cannot staff the interval${where}: ${error.message}`,
      'check the numbers and their units: times are in seconds, shares between 0 and 1',
      error,
    );
  }
}
