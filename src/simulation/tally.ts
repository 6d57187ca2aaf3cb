import type { WaitHistogram } from './wait-histogram.ts';

/** What happened to the measured contacts of one type: those that came in the measured time. Counts, and sums of seconds. */
export interface ContactTally {
  readonly offered: number;
  readonly answered: number;
  /** Answered after a wait of at most the time of the service level; `abandonedWithin` likewise. */
  readonly answeredWithin: number;
  readonly abandoned: number;
  readonly abandonedWithin: number;
  /** Still waiting when the replication ended; neither answered nor abandoned. */
  readonly waiting: number;
  readonly answeredWaitSeconds: number;
  readonly abandonedWaitSeconds: number;
  /** So far, of those still waiting. */
  readonly waitingWaitSeconds: number;
  /** Waits of the answered and the abandoned. */
  readonly waits: WaitHistogram;
}

/** What the agents of one group did in the measured time. */
export interface GroupTally {
  /** Contacts begun. */
  readonly answered: number;
  readonly busySeconds: number;
  /** Time on queue of all agents together, idle or busy, past the end of a shift too. */
  readonly onQueueSeconds: number;
}

/** The result of one replication, plain data: the same for the same scenario, seed and replication, wherever it ran. */
export interface Tally {
  readonly measuredSeconds: number;
  readonly contactTypes: readonly ContactTally[];
  readonly agentGroups: readonly GroupTally[];
}
