import type { EpochSeconds } from './time-zone.ts';

/** A queue of the contact centre. */
export interface Queue {
  readonly id: string;
  readonly name: string;
}

/** What happened in an interval: counts of contacts and sums of seconds. */
export interface VolumeCounts {
  /** Conversations that touched the queue in the interval. A transfer is offered twice, but is one conversation. */
  readonly conversations: number;
  /** Contacts that entered the queue in the interval. */
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  /** Handle time of the contacts whose handling ended in the interval: talk, hold and after-call work. */
  readonly handleSeconds: number;
  /** Contacts behind `handleSeconds`; average handle time is the pooled ratio of the two. */
  readonly handled: number;
  readonly serviceLevelNumerator: number;
  readonly serviceLevelDenominator: number;
}

/** What happened in one queue, on one media type, in one interval, which is half open. */
export interface VolumeRecord extends VolumeCounts {
  readonly intervalStart: EpochSeconds;
  readonly intervalEnd: EpochSeconds;
  readonly queueId: string;
  /** Absent when the listing does not show the queue (deleted, or outside the client's divisions). */
  readonly queueName?: string;
  readonly mediaType: string;
}

/** Which of a record's numbers is looked at. */
export type VolumeMetric = 'offered' | 'answered' | 'abandoned' | 'handleSeconds';

/** What tells one series from another; empty for the total over everything. */
export interface SeriesKey {
  readonly queueId?: string;
  readonly queueName?: string;
  readonly mediaType?: string;
}

/** What series may be told apart by; what is not named is summed. */
export type SeriesDimension = 'queue' | 'media';
