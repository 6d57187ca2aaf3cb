import { emptyWaitHistogram, type WaitHistogram } from './wait-histogram.ts';

/** What happened to the measured contacts of one type. Counts, and sums of seconds. */
export interface ContactTally {
  offered: number;
  answered: number;
  /** Answered after a wait of at most the time of the service level; `abandonedWithin` likewise. */
  answeredWithin: number;
  abandoned: number;
  abandonedWithin: number;
  /** Still waiting when the replication ended; neither answered nor abandoned. */
  waiting: number;
  answeredWaitSeconds: number;
  abandonedWaitSeconds: number;
  /** So far, of those still waiting. */
  waitingWaitSeconds: number;
  /** Waits of the answered and the abandoned. */
  readonly waits: WaitHistogram;
}

/** What the agents of one group did in the measured time. */
export interface GroupTally {
  /** Contacts begun. */
  answered: number;
  busySeconds: number;
  /** Time on queue of all agents together, idle or busy. */
  onQueueSeconds: number;
}

/** The result of one replication, plain data: the same for the same scenario, seed and replication, wherever it ran. */
export interface Tally {
  readonly measuredSeconds: number;
  readonly contactTypes: readonly ContactTally[];
  readonly agentGroups: readonly GroupTally[];
}

export const emptyContactTally = (): ContactTally => ({
  offered: 0,
  answered: 0,
  answeredWithin: 0,
  abandoned: 0,
  abandonedWithin: 0,
  waiting: 0,
  answeredWaitSeconds: 0,
  abandonedWaitSeconds: 0,
  waitingWaitSeconds: 0,
  waits: emptyWaitHistogram(),
});

export const emptyGroupTally = (): GroupTally => ({ answered: 0, busySeconds: 0, onQueueSeconds: 0 });
