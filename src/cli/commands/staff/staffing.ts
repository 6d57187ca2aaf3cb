import { usageFailure } from '../../../errors.ts';
import type { StaffingResult, StaffingRow } from '../../../export/staffing-result.ts';
import { isoInstant } from '../../../series/iso-instant.ts';
import type { Targets } from '../../../staffing/targets.ts';
import type { StaffOptions } from './options.ts';
import { type StaffingRule, staffingRow } from './staffing-row.ts';
import type { Arrivals, Workload } from './workload.ts';

/** Fails with exit code 2 for options that contradict each other, before any file is read. */
export function requireOneQuestion(options: StaffOptions): void {
  const { serviceLevel, maxAsa, maxOccupancy, maxAbandon, patience, risk, agents } = options;
  if (maxAbandon !== undefined && patience === undefined)
    throw usageFailure(
      '--max-abandon needs a patience: under Erlang C nobody gives up',
      'give the mean patience in seconds: --patience 120',
    );
  if (agents !== undefined && risk.startsWith('p'))
    throw usageFailure(
      `--agents and --risk ${risk} exclude each other: no agents are looked for`,
      'leave one of the two out, or evaluate with --risk expected',
    );
  if (serviceLevel !== false) return;
  if (risk === 'expected')
    throw usageFailure('--risk expected expects a service level', 'give one: --service-level 80/20');
  if (agents === undefined && (maxAsa ?? maxOccupancy ?? maxAbandon) === undefined)
    throw usageFailure(
      'without a service level there is no target',
      'give another one: --max-asa 20, --max-occupancy 0.85, or --max-abandon 0.05 with --patience',
    );
}

/** The agents of every interval. Fails with exit code 2 when no formula takes the numbers. */
export function staffingOf({ arrivals, hasSeveralSeries }: Workload, options: StaffOptions): StaffingResult {
  const { serviceLevel, maxAsa, maxOccupancy, maxAbandon, patience, shrinkage, risk, minAgents } = options;
  const rule = ruleOf(options);
  return {
    model: rule.model.name,
    ...(patience === undefined ? {} : { patienceSeconds: patience }),
    target: {
      ...(serviceLevel === false
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
    rows: arrivals.map((each) => explainedRow(each, rule)),
  };
}

function ruleOf({ patience, risk, minAgents, agents, shrinkage, ...options }: StaffOptions): StaffingRule {
  return {
    model: patience === undefined ? { name: 'erlang-c' } : { name: 'erlang-a', meanPatienceSeconds: patience },
    targets: targetsOf(options),
    risk,
    minAgents: minAgents ?? 0,
    ...(agents === undefined ? {} : { givenAgents: agents }),
    shrinkageFraction: shrinkage,
  };
}

const targetsOf = ({
  serviceLevel,
  maxAsa,
  maxOccupancy,
  maxAbandon,
}: Pick<StaffOptions, 'serviceLevel' | 'maxAsa' | 'maxOccupancy' | 'maxAbandon'>): Targets => ({
  ...(serviceLevel === false ? {} : { serviceLevel }),
  ...(maxAsa === undefined ? {} : { maxAsaSeconds: maxAsa }),
  ...(maxOccupancy === undefined ? {} : { maxOccupancyFraction: maxOccupancy }),
  ...(maxAbandon === undefined ? {} : { maxAbandonedFraction: maxAbandon }),
});

/** The formulas take any number of their range, and say which they do not. */
function explainedRow(arrivals: Arrivals, rule: StaffingRule): StaffingRow {
  try {
    return staffingRow(arrivals, rule);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const where = arrivals.start === undefined ? '' : ` at ${isoInstant(arrivals.start)}`;
    throw usageFailure(
      `cannot staff the interval${where}: ${error.message}`,
      'check the numbers and their units: times are in seconds, shares between 0 and 1',
      error,
    );
  }
}
