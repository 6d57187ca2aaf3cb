/** A change of what an agent is good at. `proficiencyAfter` undefined takes the skill away; `proficiencyBefore` undefined adds it. */
export interface SkillMove {
  readonly agentId: string;
  readonly skillId: string;
  /** From 0 to 5. */
  readonly proficiencyBefore: number | undefined;
  /** From 0 to 5. */
  readonly proficiencyAfter: number | undefined;
}

/** A difference between two simulated configurations, with its confidence interval. */
export interface Effect {
  readonly difference: number;
  readonly lower: number;
  readonly upper: number;
}

/** What moves do to one of the media of a queue: fractions before, after, and the differences by paired replications. */
export interface QueueEffect {
  readonly queueId: string;
  readonly mediaType: string;
  /** Share of all contacts that are answered within the target. */
  readonly serviceLevel: MeasureEffect;
  readonly abandonment: MeasureEffect;
  /** Of the answered contacts, seconds. */
  readonly asaSeconds: MeasureEffect;
  /** Of the agents who may take contacts of the queue. */
  readonly occupancy: MeasureEffect;
}

/** Undefined where nothing was measured: no contacts, or no agents. */
export interface MeasureEffect {
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly effect: Effect | undefined;
}
