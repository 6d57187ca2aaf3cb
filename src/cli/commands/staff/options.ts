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
  /** False for `--no-service-level`. */
  readonly serviceLevel: { readonly fraction: number; readonly withinSeconds: number } | false;
  readonly maxAsa?: number;
  readonly maxOccupancy?: number;
  readonly maxAbandon?: number;
  /** Mean patience in seconds; nobody gives up when absent. */
  readonly patience?: number;
  readonly shrinkage: number;
  readonly risk: Risk;
  readonly minAgents?: number;
  /** Evaluated as they are, instead of looking for the fewest that do. */
  readonly agents?: number;
  readonly output?: string;
}
