import type { CalendarStep } from '../series/calendar-step.ts';
import type { AgentCapacity } from '../series/records.ts';
import type { RoutingSkill } from '../series/routing-records.ts';
import type { EpochSeconds } from '../series/time-zone.ts';

/** Whose schedule is asked for, and when. */
export interface ScheduleQuestion {
  /** Absent where agents are told by skill alone. */
  readonly queueId?: string;
  /** Only planning groups with this skill; any when absent. */
  readonly skillId?: string;
  readonly from: EpochSeconds;
  readonly to: EpochSeconds;
  /** 15, 30 or 60. */
  readonly intervalMinutes: number;
}

/** The published schedule of the planning group to which a queue belongs. */
export interface ScheduledCapacity {
  readonly planningGroup: { readonly id: string; readonly name?: string; readonly queueIds: readonly string[] };
  readonly timeZone: string;
  /** In order of time: every interval of the schedule that the range touches. */
  readonly records: readonly AgentCapacity[];
  /** Local days (`2026-01-05`) without a schedule, and why, in the service's words. */
  readonly daysWithout: readonly { readonly day: string; readonly reason: string }[];
}

/** Which agents' time is asked for. `from` and `to` lie on the grid of `step` in `timeZone`; `to` is excluded. */
export interface ObservedQuestion {
  readonly queueId: string;
  /** Only members with this skill; any when absent. */
  readonly skillId?: string;
  readonly from: EpochSeconds;
  readonly to: EpochSeconds;
  readonly step: CalendarStep;
  readonly timeZone: string;
}

/** A member of a queue. */
export interface QueueMember {
  readonly userId: string;
  /** Visible queues in which the agent is active, this one included. An agent of several is not this queue's alone. */
  readonly queues: number;
}

/** The time that the present members of a queue were on queue, for this queue or any other. */
export interface ObservedCapacity {
  readonly members: readonly QueueMember[];
  /** In order of time. */
  readonly records: readonly AgentCapacity[];
}

/** What a queue's agents do now. */
export interface QueueNow {
  /** Agents by what they do; absent when the service tells of none. */
  readonly agents?: AgentsByStatus;
  /** Voice contacts. */
  readonly waiting: number;
  readonly interacting: number;
}

export interface AgentsByStatus {
  readonly idle: number;
  readonly interacting: number;
  /** On queue, but in a conversation of their own. */
  readonly communicating: number;
  readonly notResponding: number;
  readonly offQueue: number;
}

/** What the pipeline asks about the agents behind a queue. Everything fails with a Failure, never with less than was asked. */
export interface Workforce {
  /** The skill with this id or name. Fails (exit code 2) when there is none. */
  findSkill(idOrName: string): Promise<RoutingSkill>;
  scheduled(question: ScheduleQuestion): Promise<ScheduledCapacity>;
  observed(question: ObservedQuestion): Promise<ObservedCapacity>;
  now(queueId: string): Promise<QueueNow>;
}
