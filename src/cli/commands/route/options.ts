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

/** The options that `gcforecast route what-if` and `route recommend` share. */
interface RouteSimulationOptions extends RouteOptions {
  /** Where the plan goes. */
  readonly plan: string;
  /** Folder for the impact report; none is written when absent. */
  readonly outputDir?: string;
  /** Contacts to come; those of the history when absent. `-` is standard input. */
  readonly forecast?: string;
  readonly seed: number;
  /** Threads; as many as there are cores when absent. */
  readonly jobs?: number;
}

/** The options of `gcforecast route what-if`. */
export interface WhatIfOptions extends RouteSimulationOptions {
  readonly move: readonly string[];
  /** Of the difference of a service level, as a fraction. */
  readonly halfWidth: number;
  readonly maxWeeks: number;
}

/** The options of `gcforecast route recommend`. */
export interface RecommendOptions extends RouteSimulationOptions {
  readonly moves: number;
  readonly movesPerAgent: number;
  /** By which the service level of a queue may fall, as a fraction. */
  readonly maxLoss: number;
  /** That a move must add to the share of contacts answered in time. */
  readonly minGain: number;
}

/** What both of them read and write with. */
export type SimulationOptions = WhatIfOptions | RecommendOptions;

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
