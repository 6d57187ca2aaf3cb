import { dataFailure } from '../../../errors.ts';
import type { Campaign } from '../../../genesys/dialler.ts';
import type { CallHistory } from '../../../models/answer-rate/call-history.ts';
import { callHistory } from '../../../pacing/call-counts.ts';
import { isoInstant } from '../../../series/iso-instant.ts';
import type { OutboundRecord } from '../../../series/records.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import { daysBefore } from '../history/asked-range.ts';
import type { PaceOptions } from './options.ts';
import type { PacingPlanFile } from './plan-file.ts';
import type { PlannedRates } from './planned-rates.ts';

/** The hours of a campaign that rates are learned from, up to the running one. Fails with exit code 5 when it made no call in them. */
export function learntCalls(
  hours: readonly OutboundRecord[],
  runningHour: EpochSeconds,
  { daysBack }: PaceOptions,
  timeZone: string,
  { name }: Campaign,
): CallHistory {
  const counts = callHistory(hours, daysBefore(runningHour, daysBack, timeZone), runningHour, timeZone);
  if (counts.attempts.some((count) => count > 0)) return counts;
  throw dataFailure(
    `the campaign ${name} has made no calls in the days that rates are learned from`,
    'look back further with --days-back, or let it run for some hours in progressive mode',
  );
}

type Learnt = Pick<PacingPlanFile['evidence'], 'from' | 'attempts' | 'answers' | 'daysWithAttempts' | 'weeklyShape'>;

/** What rates rest on. */
export function learntFrom(
  { start, attempts, answers }: CallHistory,
  { daysWithAttempts, weeklyShape }: PlannedRates,
): Learnt {
  const sum = (values: Float64Array) =>
    values.reduce((total, value) => (Number.isNaN(value) ? total : total + value), 0);
  return { from: isoInstant(start), attempts: sum(attempts), answers: sum(answers), daysWithAttempts, weeklyShape };
}
