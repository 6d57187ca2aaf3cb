import { ACTIVITY_TIMERS, type ActivityTimer } from '../series/activity.ts';
import type { Conversation } from '../series/conversation.ts';
import { forEachEvent } from './conversation-activity.ts';
import { addTime, emptyTally, type Tally } from './tally.ts';

/** The sums of one whole conversation. */
export function conversationTotals(conversation: Conversation): Tally {
  const tally = emptyTally();
  forEachEvent(conversation, [], (event) => {
    if (event.kind === 'count') tally.counts[event.count] += event.value;
    if (event.kind === 'time') addTime(tally, event.timer, event.seconds);
  });
  return tally;
}

const TIMER_OF_FIELD = new Map(ACTIVITY_TIMERS.map((timer) => [`${timer}_seconds`, timer]));

/** Seconds by the name of a filter's field; undefined where they did not happen. */
export function secondsOf(tally: Tally, field: string): number | undefined {
  const timer = TIMER_OF_FIELD.get(field);
  return timer === undefined ? undefined : timerSeconds(tally, timer);
}

/** Seconds of a timer; undefined where it did not happen. */
export const timerSeconds = (tally: Tally, timer: ActivityTimer): number | undefined =>
  tally.completions[timer] === 0 ? undefined : tally.milliseconds[timer] / 1000;
