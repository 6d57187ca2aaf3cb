import type { ConversationSource } from './centre-conversation.ts';

/** Dimensions by which contacts can be told apart in a query. */
export const DIMENSIONS = [
  'queueId',
  'mediaType',
  'originatingDirection',
  'direction',
  'outboundCampaignId',
  'requestedRoutingSkillId',
  'userId',
] as const;

export type Dimension = (typeof DIMENSIONS)[number];

/** Metrics of the analytics service that a centre can have; counters start with n, timers with t, observations with o. */
export type Metric =
  | 'nOffered'
  | 'nConversations'
  | 'tAnswered'
  | 'tAbandon'
  | 'tHandle'
  | 'tTalkComplete'
  | 'tHeldComplete'
  | 'tAcw'
  | 'tWait'
  | 'tFlowOut'
  | 'tAcd'
  | 'tTalk'
  | 'tHeld'
  | 'tIvr'
  | 'nOverSla'
  | 'nTransferred'
  | 'nBlindTransferred'
  | 'nConsultTransferred'
  | 'tNotResponding'
  | 'nOutboundAttempted'
  | 'nOutboundConnected'
  | 'nOutboundAbandoned'
  | 'oServiceLevel';

/** What a metric amounts to in an interval. Times are milliseconds. Nothing happened is no stats at all, never zeros. */
export interface MetricStats {
  readonly count?: number;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
  readonly numerator?: number;
  readonly denominator?: number;
  /** Service level that the queue aims at, as a fraction. */
  readonly target?: number;
}

export type Tally = Readonly<Partial<Record<Metric, MetricStats>>>;

/** Contacts that share all dimensions; a dimension that they do not have is absent, several values are joined by commas. */
export interface ContactStream {
  readonly dimensions: Readonly<Partial<Record<Dimension, string>>>;
  /**
   * The metrics emitted between each two neighbouring borders (ascending epoch milliseconds): one tally fewer than borders.
   * Throws when a border cuts what this centre knows only as a whole.
   */
  tally(borders: readonly number[]): Tally[];
}

export interface CentreQueue {
  readonly id: string;
  readonly name: string;
}

/** One attempt of a dialler. Times are epoch milliseconds and milliseconds. */
export interface OutboundCall {
  readonly startMs: number;
  readonly ringMs: number;
  readonly isAnswered: boolean;
  /** Set when an agent took it. */
  readonly handling?: {
    readonly userId: string;
    readonly startMs: number;
    readonly talkMs: number;
    readonly acwMs: number;
  };
}

/** The outbound side of a centre. Campaigns and settings are objects of the published API as administrators made them. */
export interface CentreOutbound {
  readonly campaigns: readonly CentreCampaign[];
  readonly settings: object;
  readonly callableTimeSets: readonly { readonly id: string }[];
  /** Until when there is history. */
  readonly endMs: number;
  /** The calls that were begun in a range, in order of start. */
  calls(campaignId: string, startMs: number, endMs: number): OutboundCall[];
}

export interface CentreCampaign extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

export type RoutingStatus = 'OFF_QUEUE' | 'IDLE' | 'INTERACTING' | 'NOT_RESPONDING' | 'COMMUNICATING';

interface CentrePlanningGroup {
  readonly id: string;
  readonly name: string;
  readonly routePaths: readonly {
    readonly queueId: string;
    readonly mediaType: string;
    readonly skillIds?: readonly string[];
  }[];
}

/** The agents of a centre, and who plans their time. */
export interface CentreWorkforce {
  /** Members of a queue; one who is not joined is not active in it. */
  members(queueId: string): readonly { readonly id: string; readonly name: string; readonly joined: boolean }[];
  /** Milliseconds that an agent spent in each status between neighbouring borders; nothing for an unknown agent. */
  statuses(userId: string, borders: readonly number[]): Readonly<Partial<Record<RoutingStatus, number>>>[];
  readonly businessUnits: readonly {
    readonly id: string;
    readonly name: string;
    readonly timeZone: string;
    readonly planningGroups: readonly CentrePlanningGroup[];
  }[];
  /** Planned time on queue between neighbouring borders in seconds; undefined where no schedule is published. */
  scheduledSeconds(planningGroupId: string, borders: readonly number[]): number[] | undefined;
}

/** Single conversations, and the names of what they mention. */
export interface CentreDetails {
  readonly source: ConversationSource;
  /** The present, up to which single conversations are known. */
  readonly presentMs: number;
  /** Up to which jobs know them. */
  readonly jobsKnowUntilMs: number;
  readonly users: readonly Named[];
  readonly wrapUpCodes: readonly Named[];
  readonly skills: readonly Named[];
}

interface Named {
  readonly id: string;
  readonly name: string;
  /** `active` when absent. */
  readonly state?: 'active' | 'inactive' | 'deleted';
}

/** A skill of an agent, as administrators gave it to him. */
export interface GivenSkill {
  readonly skillId: string;
  readonly proficiency: number;
}

/** How contacts find their agents when the server starts. */
export interface CentreRouting {
  readonly skills: readonly Named[];
  /** By agent, also for one without any. */
  readonly agentSkills: ReadonlyMap<string, readonly GivenSkill[]>;
  /** Fields of a queue of the published API, beside its id and name. */
  readonly queueSettings: ReadonlyMap<string, object>;
}

/** The contact centre behind the server. */
export interface Centre {
  readonly organization: { readonly id: string; readonly name: string };
  readonly queues: readonly CentreQueue[];
  readonly streams: readonly ContactStream[];
  /** Absent in a centre without a dialler. */
  readonly outbound?: CentreOutbound;
  /** Absent in a centre that knows nothing of its agents. */
  readonly workforce?: CentreWorkforce;
  /** Absent in a centre that knows nothing of skills. */
  readonly routing?: CentreRouting;
  /** Absent in a centre that knows sums only. */
  readonly details?: CentreDetails;
}

/** Both stats as one: counts and sums add up, extremes widen; a field that one side lacks is lost, not made up. */
export function mergeStats(a: MetricStats, b: MetricStats): MetricStats {
  const joined: Record<string, number> = {};
  const join = (key: keyof MetricStats, combine: (x: number, y: number) => number): void => {
    const [x, y] = [a[key], b[key]];
    if (x !== undefined && y !== undefined) joined[key] = combine(x, y);
  };
  const add = (x: number, y: number): number => x + y;
  join('count', add);
  join('sum', add);
  join('min', Math.min);
  join('max', Math.max);
  join('numerator', add);
  join('denominator', add);
  if (a.target !== undefined && a.target === b.target) joined['target'] = a.target;
  return joined;
}

/** All metrics of both tallies. */
export function mergeTallies(a: Tally, b: Tally): Tally {
  const merged: Partial<Record<Metric, MetricStats>> = { ...a };
  for (const [metric, stats] of Object.entries(b) as [Metric, MetricStats][]) {
    const before = merged[metric];
    merged[metric] = before === undefined ? stats : mergeStats(before, stats);
  }
  return merged;
}
