/** How good forecasts were, over all the values they were judged by. Undefined is not defined: for example a share of nothing. */
export interface Accuracy {
  /** Sum of absolute errors over sum of values, a fraction. */
  readonly wape: number | undefined;
  /** Share of the seasonal naive forecast's absolute error on the same values that is saved; below 0 it is the better one. */
  readonly skill: number | undefined;
  /** Mean absolute error in units of that of the seasonal naive forecast within the history. */
  readonly mase: number | undefined;
  /** Root mean square error, in the unit of the values. */
  readonly rmse: number | undefined;
  /** Sum of forecast less value over sum of values, a fraction. */
  readonly bias: number | undefined;
  /** Fraction of the values within their bounds. */
  readonly coverage: number | undefined;
  /** Mean Winkler score of the bounds, in the unit of the values. */
  readonly winkler: number | undefined;
}
