import type { EpochSeconds } from './time-zone.ts';

/** What tells contacts apart. Values are ids or words of the contact centre, never names. */
export const ATTRIBUTES = [
  'queue',
  'media',
  'direction',
  'user',
  'wrapup',
  'skill',
  'language',
  'division',
  'campaign',
  'disconnect',
  'message_type',
] as const;

export type Attribute = (typeof ATTRIBUTES)[number];

/** What is counted. */
export const ACTIVITY_COUNTS = [
  'conversations',
  'offered',
  'answered',
  'abandoned',
  'transferred',
  'serviceLevelNumerator',
  'serviceLevelDenominator',
] as const;

export type ActivityCount = (typeof ACTIVITY_COUNTS)[number];

/** What is timed, each with its own number of completions: who never was on hold has no hold time, not one of 0. */
export const ACTIVITY_TIMERS = ['handle', 'talk', 'hold', 'acw', 'wait', 'duration'] as const;

export type ActivityTimer = (typeof ACTIVITY_TIMERS)[number];

export interface Timed {
  readonly seconds: number;
  /** Completions behind `seconds`. */
  readonly count: number;
}

/** What happened to contacts that share all attributes, in one interval, which is half open. What is absent did not happen. */
export interface ActivityRecord {
  readonly intervalStart: EpochSeconds;
  readonly intervalEnd: EpochSeconds;
  /** An attribute is absent where the contacts have none. */
  readonly attributes: Readonly<Partial<Record<Attribute, string>>>;
  readonly counts: Readonly<Partial<Record<ActivityCount, number>>>;
  readonly timers: Readonly<Partial<Record<ActivityTimer, Timed>>>;
}
