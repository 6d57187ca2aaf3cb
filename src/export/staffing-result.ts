import type { SeriesKey } from '../series/records.ts';
import type { EpochSeconds } from '../series/time-zone.ts';

/** The agents of one interval and what they reach at the volume that is forecast. Undefined is not defined, never zero. */
export interface StaffingRow {
  readonly key: SeriesKey;
  /** Undefined for an interval that is on no calendar. */
  readonly start: EpochSeconds | undefined;
  readonly end: EpochSeconds | undefined;
  readonly volume: number;
  readonly ahtSeconds: number;
  readonly erlangs: number;
  readonly agents: number;
  /** Agents and those paid but not at the contacts. */
  readonly scheduledHeads: number;
  /** Share of contacts answered in time; not defined when nothing arrives, or without a time. */
  readonly serviceLevel: number | undefined;
  /** Mean of the service level over the distribution of the forecast; only when that is what was staffed for. */
  readonly expectedServiceLevel?: number | undefined;
  /** Not defined when nothing arrives or nothing is answered, and where the wait grows without end. */
  readonly asaSeconds: number | undefined;
  /** Share of the agents' time; not defined without agents, but 1 in an unstable queue. */
  readonly occupancy: number | undefined;
  /** Share of contacts that give up; not defined where nobody does, as under Erlang C. */
  readonly abandonment: number | undefined;
  /** Service level of the same agents in a simulation of the day, with half the width of its 95 % interval. */
  readonly simulatedServiceLevel?: number | undefined;
  readonly simulatedHalfWidth?: number | undefined;
  /** False where agents do not exceed the load and nobody gives up: the queue grows without end. */
  readonly stable: boolean;
}

/** A staffing with what it was made for, as the exporters take it. */
export interface StaffingResult {
  /** The workload method plans the work and tells nothing about waits. */
  readonly model: 'erlang-c' | 'erlang-a' | 'workload';
  /** Mean patience; absent when nobody gives up. */
  readonly patienceSeconds?: number;
  /** What the patience was estimated from; absent when it was given. */
  readonly patienceFrom?: PatienceEvidence;
  /** Contacts at a time per agent. */
  readonly concurrency?: number;
  /** Time in which a contact is to be finished, where it may wait. */
  readonly dueSeconds?: number;
  /** What a simulation of the staffing was made with. */
  readonly simulation?: { readonly seed: number; readonly mostReplications: number };
  readonly target: StaffingTarget;
  /** Share of paid time. */
  readonly shrinkage: number;
  /** `mean`, `expected`, or a percentile of the forecast, such as `p80`. */
  readonly risk: string;
  /** Several series follow one another. */
  readonly hasSeveralSeries: boolean;
  readonly rows: readonly StaffingRow[];
}

/** What a mean patience was estimated from. */
export interface PatienceEvidence {
  readonly contacts: number;
  readonly abandoned: number;
  /** Wait by which half have given up, by Kaplan and Meier; absent when the waits do not reach so far. */
  readonly medianSeconds?: number;
}

/** What the agents are to reach, together; nothing is asked of what is absent. */
interface StaffingTarget {
  readonly serviceLevel?: number;
  readonly withinSeconds?: number;
  readonly maxAsaSeconds?: number;
  readonly maxOccupancy?: number;
  readonly maxAbandonment?: number;
  readonly minAgents?: number;
}
