import type { WaitHistogram } from './wait-histogram.ts';

/** What happened to the contacts of one type that came in some time, whenever it happened. Counts, and sums of seconds. */
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
}

/** What the agents of one group did in some time. */
export interface GroupTally {
  /** Contacts begun. */
  readonly answered: number;
  readonly busySeconds: number;
  /** Time on queue of all agents together, idle or busy, past the end of a shift too. */
  readonly onQueueSeconds: number;
}

/** What happened in some intervals of a replication: what the measures are made of. */
export interface Tally {
  readonly measuredSeconds: number;
  readonly contactTypes: readonly ContactTally[];
  readonly agentGroups: readonly GroupTally[];
}

/** The tally of the measured time with the waits of its contacts by type, those answered and those abandoned. */
export interface MeasuredTally extends Tally {
  readonly contactTypes: readonly (ContactTally & { readonly waits: WaitHistogram })[];
}
