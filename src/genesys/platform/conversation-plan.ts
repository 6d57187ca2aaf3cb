import { DAY_SECONDS, type EpochSeconds, startOfNextDay } from '../../series/time-zone.ts';
import type { Client } from '../client.ts';
import type { DetailQuestion } from '../details.ts';
import { jobAvailability } from './detail-jobs.ts';
import type { TimeSpan } from './interval-text.ts';

/** A stretch of time and how its conversations are asked for: by pages that are answered at once, or by a job. */
export interface Stretch extends TimeSpan {
  readonly by: 'pages' | 'jobs';
}

/** How the conversations of a question are come by. */
export interface ConversationPlan {
  /** They follow one another. */
  readonly stretches: readonly Stretch[];
  /** Whether things went on after what jobs know, so that what was unfinished then has to be asked for anew. */
  readonly goesOnAfterJobs: boolean;
}

/** Up to here, pages are quicker than the wait for a job. */
const MOST_DAYS_BY_PAGES = 2;
const DAYS_PER_JOB = 7;
/** Whatever has not ended is active at every time, so this finds what goes on when jobs know no more. */
const LAST_HOUR_SECONDS = 3_600;

/**
 * Jobs up to where their data are complete, pages from there on. Only jobs find what began before and goes on, so `active`
 * conversations are asked for from before that point, even when the question begins after it.
 */
export async function conversationPlan(client: Client, question: DetailQuestion): Promise<ConversationPlan> {
  const { from, to, selection } = question;
  if (selection === 'begun' && to - from <= MOST_DAYS_BY_PAGES * DAY_SECONDS) {
    return { stretches: byDay(from, to), goesOnAfterJobs: false };
  }
  const available = await jobAvailability(client);
  const start = selection === 'active' ? Math.min(from, available - LAST_HOUR_SECONDS) : from;
  const border = Math.min(to, Math.max(start, available));
  return { stretches: [...byJob(start, border), ...byDay(border, to)], goesOnAfterJobs: border < to };
}

/** The service's indexes are of days in UTC. */
function byDay(from: EpochSeconds, to: EpochSeconds): Stretch[] {
  return cut(from, to, 'pages', (start) => startOfNextDay('UTC', start));
}

function byJob(from: EpochSeconds, to: EpochSeconds): Stretch[] {
  return cut(from, to, 'jobs', (start) => start + DAYS_PER_JOB * DAY_SECONDS);
}

function cut(
  from: EpochSeconds,
  to: EpochSeconds,
  by: Stretch['by'],
  nextBorder: (start: EpochSeconds) => EpochSeconds,
): Stretch[] {
  const stretches: Stretch[] = [];
  for (let start = from; start < to; ) {
    const end = Math.min(to, nextBorder(start));
    stretches.push({ from: start, to: end, by });
    start = end;
  }
  return stretches;
}
