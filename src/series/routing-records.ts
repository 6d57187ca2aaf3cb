import type { EpochSeconds } from './time-zone.ts';

/** What an agent may be good at and a contact may ask for; a language is kept apart by the service, and is no skill. */
interface RoutingSkill {
  readonly id: string;
  readonly name: string;
}

/** A skill that an agent has. */
export interface AgentSkill {
  readonly skillId: string;
  readonly skillName: string;
  /** From 0 to 5. */
  readonly proficiency: number;
}

/** An agent as the routing sees him. */
export interface RoutedAgent {
  readonly id: string;
  readonly name: string;
  readonly skills: readonly AgentSkill[];
  /** Queues from which contacts reach him now: member, and joined. */
  readonly queueIds: readonly string[];
}

/**
 * How a queue finds its agents. `predictive` cannot be reproduced by anybody outside the service. A contact leaves a bullseye ring
 * after `waitSeconds`, and then no longer asks for `dropSkillIds`.
 */
export interface RoutedQueue {
  readonly id: string;
  readonly name: string;
  readonly method: 'all-skills' | 'best-available' | 'disregard-skills' | 'predictive';
  readonly rings: readonly { readonly waitSeconds: number; readonly dropSkillIds: readonly string[] }[];
  /** The service level that is wanted, by media type; none where the service names none. */
  readonly targets: readonly {
    readonly mediaType: string;
    readonly answeredFraction: number;
    readonly withinSeconds: number;
  }[];
}

/** Who may take what, as the organisation is set up now. */
export interface RoutingSetup {
  readonly queues: readonly RoutedQueue[];
  readonly agents: readonly RoutedAgent[];
  readonly skills: readonly RoutingSkill[];
}

/** Contacts of an interval that asked for the same: counts, and sums of seconds. An interval without a record had none. */
export interface SkillDemand {
  readonly intervalStart: EpochSeconds;
  readonly intervalEnd: EpochSeconds;
  readonly queueId: string;
  readonly mediaType: string;
  /** What was asked for, in order of id; none asks for any member of the queue. */
  readonly skillIds: readonly string[];
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  /** Waits of all contacts, answered or not. */
  readonly waitSeconds: number;
  readonly waits: number;
  readonly handleSeconds: number;
  readonly handled: number;
  readonly serviceLevelNumerator: number;
  readonly serviceLevelDenominator: number;
}

/** What an agent did for a queue, a medium and a set of asked-for skills in an interval. */
export interface AgentWork {
  readonly intervalStart: EpochSeconds;
  readonly intervalEnd: EpochSeconds;
  readonly agentId: string;
  readonly queueId: string;
  readonly mediaType: string;
  readonly skillIds: readonly string[];
  readonly handled: number;
  readonly handleSeconds: number;
  /** Contacts that rang at the agent without an answer. */
  readonly notResponding: number;
}

/** How long an agent was on queue in an interval. An interval without a record: not at all. */
export interface AgentPresence {
  readonly intervalStart: EpochSeconds;
  readonly intervalEnd: EpochSeconds;
  readonly agentId: string;
  readonly onQueueSeconds: number;
}
