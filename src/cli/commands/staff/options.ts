import type { CalendarStep } from '../../../series/calendar-step.ts';
import type { OpeningHours } from '../../../series/opening-hours.ts';
import type { GlobalOptions } from '../global-options.ts';
import type { Risk } from './option-values.ts';

/** The options of `gcforecast staff`, as the command line gives them. */
export interface StaffOptions extends GlobalOptions {
  readonly forecast?: string;
  readonly volume?: number;
  /** ISO 8601 duration of the interval in which `volume` arrives. */
  readonly interval?: string;
  /** Average handle time in seconds, over that of the forecast. */
  readonly aht?: number;
  /** Probability of the bounds of a forecast that does not tell it. */
  readonly intervalWidth?: number;
  /** Days to forecast where there is no forecast yet. */
  readonly days: number;
  readonly granularity?: CalendarStep['iso'];
  readonly historyDays?: number;
  readonly history?: string;
  readonly columns?: string;
  readonly queue?: readonly string[];
  readonly media?: readonly string[];
  /** False for `--no-fetch`. */
  readonly fetch: boolean;
  /** `store`, or a history file. */
  readonly intradayProfile?: string;
  /** False for `--no-service-level`; 80/20 when absent, where there is a queue. */
  readonly serviceLevel?: { readonly fraction: number; readonly withinSeconds: number } | false;
  readonly maxAsa?: number;
  readonly maxOccupancy?: number;
  readonly maxAbandon?: number;
  /** Mean patience in seconds; nobody gives up when absent. */
  readonly patience?: number;
  /** A file of waits to estimate it from. */
  readonly patienceFrom?: string;
  readonly risk: Risk;
  /** Contacts at a time per agent: the workload method. */
  readonly concurrency?: number;
  /** Seconds in which a contact must be finished: the workload method. */
  readonly due?: number;
  readonly shrinkage: number;
  readonly open?: OpeningHours;
  readonly minAgents?: number;
  /** Evaluated as they are, instead of looking for the fewest that do. */
  readonly agents?: number;
  readonly simulate?: boolean;
  readonly seed: number;
  /** Threads to work on; as many as there are cores when absent. */
  readonly jobs?: number;
  readonly output?: string;
}
