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

/** The options of `gcforecast route apply`, as the command line gives them. */
export interface RouteApplyOptions extends GlobalOptions {
  readonly plan: string;
  /** Local times such as `01:00-05:00`; at any time when absent. */
  readonly window?: string;
  readonly yes?: boolean;
  /** Share of the agents to be written whose failure is still borne. */
  readonly maxErrorShare: number;
  readonly maxMoves: number;
  readonly maxMovesPerAgent: number;
  /** Share of its contacts by which the service level of a queue may be predicted to fall. */
  readonly maxLoss: number;
  readonly outputDir: string;
}

/** The options of `gcforecast route rollback`. */
export interface RouteRollbackOptions extends GlobalOptions {
  /** The newest one when absent. */
  readonly journal?: string;
}
