import type { CalendarStep } from '../series/calendar-step.ts';
import type { AgentPresence, AgentSkill, AgentWork, RoutingSetup, SkillDemand } from '../series/routing-records.ts';
import type { EpochSeconds } from '../series/time-zone.ts';

/** Which work is asked for. `from` and `to` lie on the grid of `step` in `timeZone`; `to` is excluded. */
export interface RoutingQuestion {
  readonly from: EpochSeconds;
  readonly to: EpochSeconds;
  readonly step: CalendarStep;
  readonly timeZone: string;
  /** Whose demand. */
  readonly queueIds: readonly string[];
  /** Whose work, for any queue, and whose presence. */
  readonly agentIds: readonly string[];
}

/** A skill and how good an agent is to be at it. */
export interface SkillSetting {
  readonly skillId: string;
  /** From 0 to 5. */
  readonly proficiency: number;
}

/** What the pipeline asks of the routing. Everything fails with a Failure, never with less than was asked. */
export interface Routing {
  /** All queues that the client may see, their members with their skills, and all skills. Only these queues when given. */
  setup(queueIds?: readonly string[]): Promise<RoutingSetup>;
  /** In order of time. */
  demand(question: RoutingQuestion): AsyncIterable<SkillDemand>;
  /** In order of time. */
  work(question: RoutingQuestion): AsyncIterable<AgentWork>;
  /** In order of time. */
  presence(question: RoutingQuestion): AsyncIterable<AgentPresence>;
  /** The skills of an agent now, in order of id; undefined when there is no such agent (he left, or is not visible). */
  agentSkills(agentId: string): Promise<AgentSkill[] | undefined>;
  /** Adds skills or changes their proficiency, and leaves all others alone. At most 50 at a time. */
  setSkills(agentId: string, settings: readonly SkillSetting[]): Promise<void>;
  /** Takes a skill away; that the agent has it no longer is no failure. */
  removeSkill(agentId: string, skillId: string): Promise<void>;
}
