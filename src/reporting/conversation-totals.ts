import { ACTIVITY_TIMERS } from '../series/activity.ts';
import type { Conversation } from '../series/conversation.ts';
import { conversationEvents } from './conversation-activity.ts';
import { addActivity, emptyTally, type Tally } from './tally.ts';

/** The sums of one whole conversation. */
export function conversationTotals(conversation: Conversation): Tally {
  const tally = emptyTally();
  for (const event of conversationEvents(conversation, [])) {
    if (event.kind === 'count') addActivity(tally, { counts: { [event.count]: event.value }, timers: {} });
    if (event.kind === 'time') {
      addActivity(tally, { counts: {}, timers: { [event.timer]: { seconds: event.seconds, count: 1 } } });
    }
  }
  return tally;
}

/** Seconds by the name of a filter's field; undefined where they did not happen. */
export function secondsOf(tally: Tally, field: string): number | undefined {
  const timer = ACTIVITY_TIMERS.find((name) => `${name}_seconds` === field);
  if (timer === undefined || tally.completions[timer] === 0) return undefined;
  return tally.milliseconds[timer] / 1000;
}
