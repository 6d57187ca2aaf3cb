import type { EpochSeconds } from './time-zone.ts';

/** A whole conversation of a customer with the contact centre, over all its media, queues and agents. */
export interface Conversation {
  readonly id: string;
  readonly start: EpochSeconds;
  /** Absent while it runs, as far as the service knew when asked. After-call work may go on beyond it. */
  readonly end?: EpochSeconds | undefined;
  /** `inbound` or `outbound`: the direction of its first session. */
  readonly originatingDirection?: string | undefined;
  /** Divisions whose members may see it. */
  readonly divisionIds: readonly string[];
  /** In the order in which the participants joined. */
  readonly sessions: readonly ConversationSession[];
  /** In order of time. */
  readonly transfers: readonly Transfer[];
}

/**
 * The part of one participant on one medium: a stay in a queue (`acd`), the work of an agent (`agent`, or `user` outside of
 * queues), a menu (`ivr`), the line to the customer (`customer`, `external`), a dialler. Words of the service that are new to
 * this program stay as they are.
 */
export interface ConversationSession {
  readonly id: string;
  /** What the participant is: `acd`, `agent`, `user`, `ivr`, `customer`, `external`, `dialer`, `outbound`, `voicemail`, ... */
  readonly purpose: string;
  /** The agent; absent where the participant is no person of the organisation. */
  readonly userId?: string | undefined;
  /** `voice`, `callback`, `chat`, `email`, `message`, ... */
  readonly mediaType?: string | undefined;
  /** What kind of `message`, for example `sms`. */
  readonly messageType?: string | undefined;
  /** `inbound` or `outbound`, of this session. */
  readonly direction?: string | undefined;
  /** In order of first mention. Sessions outside of queues have none, those in queues one; a metric of it belongs to each. */
  readonly queueIds: readonly string[];
  /** Skills that the routing was asked for, in order of first mention. */
  readonly requestedSkillIds: readonly string[];
  /** Language that the routing was asked for. */
  readonly requestedLanguageId?: string | undefined;
  /** In the order in which they were given. */
  readonly wrapUpCodeIds: readonly string[];
  /** Why the last segment that tells ended: `client`, `peer`, `transfer`, `timeout`, `system`, ... */
  readonly disconnectType?: string | undefined;
  readonly outboundCampaignId?: string | undefined;
  /** Telephone numbers of caller and called: personal data, which is absent unless it was asked for. */
  readonly addresses?: { readonly ani?: string | undefined; readonly dnis?: string | undefined } | undefined;
  /** In the service's order. */
  readonly metrics: readonly EmittedMetric[];
  /** In order of start. */
  readonly segments: readonly ConversationSegment[];
}

/**
 * Something that the service counted or timed. The aggregates of an interval are made of exactly the metrics that were
 * emitted in it: a counter's count is the sum of `value`; a timer's count is the number of its emissions, its sum the sum of
 * `value`. A metric that is absent did not happen, which is not the same as 0.
 */
export interface EmittedMetric {
  /** As in the aggregates; counters start with `n`, timers with `t`: `nOffered`, `tHandle`, `tTalkComplete`, `tAcw`, ... */
  readonly name: string;
  /**
   * Seconds for timers, a count otherwise. Seconds are whole milliseconds, divided by 1000: a sum that shall be exact adds up
   * `Math.round(1000 * value)`.
   */
  readonly value: number;
  /** Counters are emitted at once, timers when what they measure has ended. */
  readonly emittedAt: EpochSeconds;
}

/** A stretch of a session in one state. */
export interface ConversationSegment {
  /**
   * `interact` is talking for an agent and waiting for a queue; beside it `hold`, `wrapup` (after-call work), `alert`,
   * `dialing`, `contacting`, `ivr`, `delay`, `scheduled`, `callback`, `parked`, ...
   */
  readonly type: string;
  readonly start: EpochSeconds;
  /** Absent while it lasts. */
  readonly end?: EpochSeconds | undefined;
  readonly queueId?: string | undefined;
  readonly wrapUpCodeId?: string | undefined;
  readonly disconnectType?: string | undefined;
}

/** An agent handed the customer on. */
export interface Transfer {
  readonly at: EpochSeconds;
  /** `consult` after speaking to the next one, `blind` without; `unknown` where the service does not tell. */
  readonly kind: 'blind' | 'consult' | 'unknown';
  /** Who handed on. */
  readonly userId?: string | undefined;
  /** The queue for which that agent had worked. */
  readonly fromQueueId?: string | undefined;
}
