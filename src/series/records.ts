import type { EpochSeconds } from './time-zone.ts';

/** A queue of the contact centre. */
export interface Queue {
  readonly id: string;
  readonly name: string;
}

/** What happened in an interval: counts of contacts and sums of seconds. NaN is what the service does not tell, which is not 0. */
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

/** How finely volumes are kept: by queue and media type, or all together. */
export type VolumeBreakdown = 'queue-media' | 'together';

/** What happened in one queue, on one media type, in one interval, which is half open. */
export interface VolumeRecord extends VolumeCounts {
  readonly intervalStart: EpochSeconds;
  readonly intervalEnd: EpochSeconds;
  readonly queueId: string;
  /** Absent when the listing does not show the queue (deleted, or outside the client's divisions). */
  readonly queueName?: string;
  readonly mediaType: string;
}

/**
 * What the dialler of one campaign did in an interval, which is half open. An interval of which the service told nothing has
 * no record: its answer rate is unknown, not 0. The same holds where `attempted` is 0: calls begun before only ended there.
 */
export interface OutboundRecord {
  readonly intervalStart: EpochSeconds;
  readonly intervalEnd: EpochSeconds;
  readonly campaignId: string;
  /** Calls begun in the interval. */
  readonly attempted: number;
  /** Calls answered by a person in the interval; some were begun in the one before. */
  readonly connected: number;
  /** Answered calls for which no agent was there in time. */
  readonly abandoned: number;
  /** Contacts behind `handleSeconds`. */
  readonly handled: number;
  /** Handle time of the contacts whose handling ended in the interval. */
  readonly handleSeconds: number;
}

/** How many agents are on queue in an interval, which is half open. An interval of which nothing is known has no record. */
export interface AgentCapacity {
  readonly intervalStart: EpochSeconds;
  readonly intervalEnd: EpochSeconds;
  /** Mean over the interval. */
  readonly agents: number;
  /** A published schedule, or what was seen. */
  readonly source: 'schedule' | 'observed';
}

/** A stretch in which the contacts of a time zone may be called, half open. */
export interface CallableInterval {
  readonly start: EpochSeconds;
  readonly end: EpochSeconds;
  readonly timeZone: string;
}

/** One call of a dialler that has ended. */
export interface DialledCall {
  readonly start: EpochSeconds;
  readonly isAnswered: boolean;
  /** Answered, but no agent was there in time. */
  readonly isAbandoned: boolean;
  /** From dialling to the answer or the failure; absent when the service does not tell. */
  readonly ringSeconds?: number;
  /** Work of agents on it; absent when none had it. */
  readonly handleSeconds?: number;
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
