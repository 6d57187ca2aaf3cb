import type { Ring, SkillEvaluation } from '../simulation/scenario.ts';

/** A queue and one of its media, which have a target of their own. */
export interface CentreQueue {
  readonly queueId: string;
  readonly queueName: string;
  readonly mediaType: string;
  readonly evaluation: SkillEvaluation;
  /** As the engine has them: first ring first. */
  readonly rings: readonly Ring[];
  /** An answer is in time up to this wait. */
  readonly withinSeconds: number;
}

/** Contacts of a queue, a medium and a set of skills asked for. */
export interface CentreContactType {
  /** Place among the queues. */
  readonly queue: number;
  readonly skillIds: readonly string[];
  /** Expected number by slot of the week. */
  readonly arrivals: Float64Array;
  readonly meanHandleSeconds: number;
  /** Standard deviation of the handle time over its mean. */
  readonly handleVariationFraction: number;
  /** Undefined: nobody was seen to give up. */
  readonly meanPatienceSeconds: number | undefined;
}

export interface CentreAgent {
  readonly id: string;
  readonly name: string;
  /** Places among the queues. */
  readonly queues: readonly number[];
  /** From 0 to 5 by skill. */
  readonly proficiencies: Readonly<Record<string, number>>;
  /** Handle times over those of the contact types. */
  readonly pace: number;
  /** 1 in the slots of the week in which the agent is on queue. */
  readonly present: Uint8Array;
}

/**
 * A contact centre in a typical week, as its history shows it. Slots of the week begin at midnight of Sunday, by the clock on the wall.
 * Plain data, as a thread can be sent.
 */
export interface Centre {
  readonly intervalSeconds: number;
  readonly slotsPerDay: number;
  /** From 0, Sunday, to 6: those that the history holds. */
  readonly weekdays: readonly number[];
  readonly queues: readonly CentreQueue[];
  readonly contactTypes: readonly CentreContactType[];
  readonly agents: readonly CentreAgent[];
  /** How much busier or quieter whole days are than expected: standard deviation over mean. */
  readonly dayVariationFraction: number;
}
