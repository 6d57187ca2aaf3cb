import { usageFailure } from '../../../errors.ts';
import type { StaffOptions } from './options.ts';

/** Fails with exit code 2 for options that contradict each other, before any file is read. */
export function requireOneQuestion(options: StaffOptions): void {
  requirePatience(options);
  const { serviceLevel, maxAsa, maxOccupancy, maxAbandon, risk, agents, concurrency, due, volume, simulate } = options;
  if (agents !== undefined && risk.startsWith('p'))
    throw usageFailure(
      `--agents and --risk ${risk} exclude each other: no agents are looked for`,
      'leave one of the two out, or evaluate with --risk expected',
    );
  if ((concurrency ?? due) !== undefined && risk === 'expected')
    throw usageFailure(
      '--risk expected expects a service level, and the workload method tells none',
      'staff for a quantile, such as --risk p80, or leave out --risk',
    );
  if (due !== undefined && volume !== undefined)
    throw usageFailure('--due needs the intervals in which the work may be done', 'give a forecast with --forecast');
  if (serviceLevel !== false) return;
  if (simulate === true)
    throw usageFailure('--simulate compares service levels, and there is none', 'give one: --service-level 80/20');
  if (risk === 'expected')
    throw usageFailure('--risk expected expects a service level', 'give one: --service-level 80/20');
  if (agents === undefined && (maxAsa ?? maxOccupancy ?? maxAbandon) === undefined)
    throw usageFailure(
      'without a service level there is no target',
      'give another one: --max-asa 20, --max-occupancy 0.85, or --max-abandon 0.05 with --patience',
    );
}

function requirePatience({ maxAbandon, patience, patienceFrom }: StaffOptions): void {
  if (maxAbandon === undefined || (patience ?? patienceFrom) !== undefined) return;
  throw usageFailure(
    '--max-abandon needs a patience: under Erlang C nobody gives up',
    'give the mean patience in seconds, --patience 120, or waits to estimate it from, --patience-from waits.csv',
  );
}
