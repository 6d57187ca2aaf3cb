import type { GlobalOptions } from '../global-options.ts';

/** The options that the subcommands of `gcforecast route` share: which history, and whose. */
export interface RouteOptions extends GlobalOptions {
  readonly days: number;
  readonly granularity: 'PT1H' | 'PT30M' | 'PT15M' | 'P1D';
  readonly queue?: readonly string[];
  readonly user?: readonly string[];
  readonly skill?: readonly string[];
}

/** The options of `gcforecast route measure`. */
export interface MeasureOptions extends RouteOptions {
  /** Folder for the tables. */
  readonly output?: string;
}
