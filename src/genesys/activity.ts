import type { ActivityRecord, Attribute } from '../series/activity.ts';
import type { CalendarStep } from '../series/calendar-step.ts';
import type { EpochSeconds } from '../series/time-zone.ts';

/** Contacts whose attribute has one of the values; any value when there are none. */
export interface ActivityCondition {
  readonly attribute: Attribute;
  readonly values?: readonly string[];
}

/** Which activity is asked for. `from` and `to` lie on the grid of `step` in `timeZone`; `to` is excluded. */
export interface ActivityQuestion {
  readonly from: EpochSeconds;
  readonly to: EpochSeconds;
  readonly step: CalendarStep;
  readonly timeZone: string;
  /** What is kept apart; everything else is summed. */
  readonly attributes: readonly Attribute[];
  /** All of them must hold. */
  readonly conditions: readonly ActivityCondition[];
}

/** How far an answer has come. */
export interface ActivityProgress {
  readonly partsDone: number;
  readonly partsTotal: number;
}

/** What the pipeline asks about sums of activity, whatever they are kept apart by. */
export interface ActivitySource {
  /**
   * One record per combination of attributes and interval in which something happened, in order of time. A metric counts in
   * the interval in which it was emitted: handle time when handling ended. Throws a Failure, never gives less than was asked.
   */
  activity(question: ActivityQuestion): AsyncIterable<ActivityRecord>;
}
