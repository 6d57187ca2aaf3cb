import type { CalendarStep } from '../series/calendar-step.ts';
import type { Queue, VolumeBreakdown, VolumeCounts, VolumeRecord } from '../series/records.ts';
import type { EpochSeconds } from '../series/time-zone.ts';

/** Which history is asked for. `from` and `to` lie on the grid of `step` in `timeZone`; `to` is excluded. */
export interface VolumeQuestion {
  readonly from: EpochSeconds;
  readonly to: EpochSeconds;
  readonly step: CalendarStep;
  readonly timeZone: string;
  /** Only these queues; all visible ones when absent. */
  readonly queueIds?: readonly string[];
  /** Only these media types, lower case as in analytics (`voice`, `callback`); all when absent. */
  readonly mediaTypes?: readonly string[];
  /** Direction in which the conversation started; both when absent. */
  readonly direction?: 'inbound' | 'outbound';
  /** By queue and media type when absent. */
  readonly breakdown?: VolumeBreakdown;
}

/** A stretch of a question's range, with all that happened in it. */
export interface VolumePart {
  readonly from: EpochSeconds;
  /** Excluded. */
  readonly to: EpochSeconds;
  /** In order of time. */
  readonly records: readonly VolumeRecord[];
}

/** The numbers of one queue and media type over the whole range of an answer. What the answer does not say is undefined. */
export interface QueueMediaRow {
  readonly queueId: string;
  readonly queueName: string | undefined;
  /** Undefined for a queue that the answer does not break down by media type: the row is of all of them. */
  readonly mediaType: string | undefined;
  readonly conversations: number | undefined;
  readonly averageHandleSeconds: number | undefined;
}

/** The customer whose contact centre it is. */
export interface Organisation {
  readonly id: string;
  readonly name?: string;
}

/**
 * What the pipeline asks of a contact centre, in its own terms and units, whatever wire contract answers.
 * Every iterable either ends after everything, or throws a Failure: never a shorter result.
 */
export interface ContactCentre {
  /** Counts that this service never tells: NaN in every record. None when absent. */
  readonly untold?: readonly (keyof VolumeCounts)[];
  /** Whether it tells the contacts of all queues and media types together by another question than those of each. */
  readonly tellsTogether?: boolean;
  /** Whose contact centre it is; undefined when the client may not know, so that host and client id have to tell. */
  organisation(): Promise<Organisation | undefined>;
  /** All queues that the client may see. */
  queues(): AsyncIterable<Queue>;
  /**
   * One record per queue, media type and interval in which something happened, in order of time; of all together, one per
   * interval, whose queue id and media type are empty. An interval without a record had no contacts.
   */
  volumes(question: VolumeQuestion): AsyncIterable<VolumeRecord>;
  /** The same records in parts, each of them whole, that follow one another from the start of the range to its end. */
  volumeParts(question: VolumeQuestion): AsyncIterable<VolumePart>;
  /** The whole range at once, with the average handle times that records do not tell; absent where they do. */
  rangeSums?(question: VolumeQuestion): Promise<readonly QueueMediaRow[]>;
}
