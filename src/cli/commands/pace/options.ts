import type { GlobalOptions } from '../global-options.ts';

/** The options of `gcforecast pace`, as the command line gives them. */
export interface PaceOptions extends GlobalOptions {
  /** Id or name; that of the settings when absent. */
  readonly campaign?: string;
  readonly skill?: string;
  readonly hours: number;
  readonly daysBack: number;
  /** `tutorial-stl` is for comparison only, and never applied. */
  readonly model: 'answer-rate' | 'tutorial-stl';
  /** `wfm`, `observed`, or a CSV file; when absent, what the service tells. */
  readonly capacity?: string;
  /** Of the planned agents; who was observed on queue has lost it already. */
  readonly shrinkage?: number;
  /** Share of the agents' time that inbound contacts take. */
  readonly inboundShare: number;
  readonly maxAbandon: number;
  /** No target may be above it: the law of the place, as the user knows it. */
  readonly abandonLimit: number;
  readonly maxCallsPerAgent: number;
  /** The only campaigns that may be changed; all when absent. */
  readonly allow?: readonly string[];
  readonly plan: string;
  readonly apply?: boolean;
  readonly yes?: boolean;
  readonly watch?: boolean;
  readonly rollback?: string;
  readonly seed: number;
}
