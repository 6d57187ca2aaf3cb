import type { Protocol } from '../../../models/backtest/protocol.ts';
import type { ModelName } from '../forecast/model-names.ts';
import type { HistoryOptions } from '../forecast/options.ts';

/** The options of `gcforecast backtest`, as the command line gives them. */
export interface BacktestOptions extends HistoryOptions {
  readonly campaign?: string;
  /** Whether forecasts that were published are judged instead. */
  readonly live?: boolean;
  /** A file with somebody else's forecast to compare with. */
  readonly against?: string;
  readonly againstColumns?: string;
  /** Days that each fold forecasts. */
  readonly horizon: number;
  readonly folds: number;
  /** Folds that others have been measured on, instead. */
  readonly protocol?: Protocol['name'];
  /** All there are when absent. */
  readonly models?: readonly ModelName[];
  readonly intervalWidth: number;
  /** Threads to work on; as many as there are cores when absent. */
  readonly jobs?: number;
}
