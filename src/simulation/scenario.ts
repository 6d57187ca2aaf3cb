import type { Duration } from './duration.ts';

/**
 * How a queue finds agents. `all-skills`: those with every requested skill, the longest idle first. `best-available`: of those the
 * highest mean proficiency in the requested skills, then the longest idle (without Genesys Cloud's limit to the 100 agents idle
 * longest). `disregard-skills`: every member, the longest idle first.
 */
export type SkillEvaluation = 'all-skills' | 'best-available' | 'disregard-skills';

/** A ring of bullseye routing: after waiting in it, a contact no longer requests some skills. */
export interface Ring {
  readonly waitSeconds: number;
  readonly dropSkills: readonly string[];
}

export interface Queue {
  readonly name: string;
  readonly skillEvaluation: SkillEvaluation;
  /** First ring first, 5 at most: the sixth ring is the rest of the wait. None when the queue does not use bullseye. */
  readonly rings: readonly Ring[];
  /** The time of the service level; 0 asks for an answer at once. */
  readonly serviceLevelSeconds: number;
}

/** Contacts that are alike: of one queue, one medium and one set of requested skills (a language is a skill too). */
export interface ContactType {
  readonly name: string;
  readonly queue: string;
  readonly skills: readonly string[];
  /** Each point counts as 60 seconds of waiting against contacts of other types. */
  readonly priority: number;
  /** Expected number per interval; contacts come at random (Poisson), evenly within an interval. */
  readonly arrivalsPerInterval: readonly number[];
  readonly handleTime: Duration;
  /** Handle times of the contacts that come in an interval, over `handleTime`; 1 in all when absent. */
  readonly handleTimeMultipliers?: readonly number[];
  /** How long a contact waits before it gives up; undefined waits without end. */
  readonly patience: Duration | undefined;
}

/**
 * Agents that are alike: same queues, skills and pace. When fewer are scheduled than before, idle agents leave at once, the longest
 * idle first; if they are not enough, those who are next to finish a contact leave then, which counts as time on queue.
 */
export interface AgentGroup {
  readonly name: string;
  readonly queues: readonly string[];
  /** Proficiency from 0 to 5 by skill. */
  readonly proficiencies: Readonly<Record<string, number>>;
  readonly agentsPerInterval: readonly number[];
  /** Handle times of this group over those of the contact type. */
  readonly handleTimeMultiplier: number;
}

/**
 * A contact centre from its opening, when it is empty, over a number of equal intervals. What is measured are the contacts that
 * come, and the time that passes, from interval `measuredFrom` up to before `measuredTo`; the intervals before warm up, those after
 * let the last contacts be answered. A contact that still waits at the end of the last interval is neither answered nor abandoned.
 */
export interface Scenario {
  readonly intervalSeconds: number;
  readonly intervals: number;
  readonly measuredFrom: number;
  readonly measuredTo: number;
  readonly queues: readonly Queue[];
  readonly contactTypes: readonly ContactType[];
  readonly agentGroups: readonly AgentGroup[];
  readonly busyness: Busyness;
}

/**
 * Days are busier or quieter than expected: all arrivals of a block of intervals are multiplied by one gamma variate of mean 1.
 * `variationFraction`: its standard deviation, 0 for none.
 */
interface Busyness {
  readonly variationFraction: number;
  readonly intervalsPerBlock: number;
}
