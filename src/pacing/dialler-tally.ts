import type { Ratio } from '../simulation/measures.ts';

/** What happened while a dialler ran for some time: counts, and sums of seconds. */
export interface DiallerTally {
  readonly seconds: number;
  /** Calls dialled. */
  readonly attempts: number;
  /** Calls that a person answered. */
  readonly answers: number;
  /** Answered calls that got an agent. */
  readonly connected: number;
  /** Answered calls that got none in time. */
  readonly abandoned: number;
  /** Talk and wrap-up of all agents together. */
  readonly busySeconds: number;
  readonly onQueueSeconds: number;
  /** Lines in use at once, at most; an agent's line counts until the end of the wrap-up. */
  readonly mostLines: number;
}

/** Share of the answered calls that found no agent in time; those that still wait for one count nowhere. */
export const abandonment = ({ connected, abandoned }: DiallerTally): Ratio => ({
  numerator: abandoned,
  denominator: connected + abandoned,
});

/** Share of their time that agents spent on calls. */
export const occupancy = ({ busySeconds, onQueueSeconds }: DiallerTally): Ratio => ({
  numerator: busySeconds,
  denominator: onQueueSeconds,
});
