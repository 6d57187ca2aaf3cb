import type { SeriesKey } from '../series/records.ts';
import type { EpochSeconds } from '../series/time-zone.ts';

/** The agents of one interval and what they reach at the volume that is forecast. Undefined is not defined, never zero. */
export interface StaffingRow {
  readonly key: SeriesKey;
  /** Absent for an interval that is on no calendar. */
  readonly start?: EpochSeconds;
  readonly end?: EpochSeconds;
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
  /** False where agents do not exceed the load and nobody gives up: the queue grows without end. */
  readonly stable: boolean;
}

/** A staffing with what it was made for, as the exporters take it. */
export interface StaffingResult {
  readonly model: 'erlang-c' | 'erlang-a';
  /** Mean patience; absent when nobody gives up. */
  readonly patienceSeconds?: number;
  readonly target: StaffingTarget;
  /** Share of paid time. */
  readonly shrinkage: number;
  /** `mean`, `expected`, or a percentile of the forecast, such as `p80`. */
  readonly risk: string;
  /** Several series follow one another. */
  readonly hasSeveralSeries: boolean;
  readonly rows: readonly StaffingRow[];
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
