import type { DisturbedInterval } from './disturbed-interval.ts';

/** How a forecast came to be made of its models. */
export interface ModelSelection {
  /** What the forecast is made of, the core first; weights add up to 1. */
  readonly chosen: readonly { readonly model: string; readonly weight: number; readonly wape?: number }[];
  readonly rejected: readonly RejectedModel[];
  /** Earlier instants from which all were forecast and compared with what came. */
  readonly innerFolds: number;
  /** What the models beside the core did not learn from. */
  readonly leftOut: readonly DisturbedInterval[];
  /** Sum of absolute errors over sum of values of what was chosen, at those instants; absent without any. */
  readonly wape?: number;
}

/** A model that is no part of a forecast. */
export interface RejectedModel {
  readonly model: string;
  /** A clause that follows "not taken:". */
  readonly reason: string;
  /** Absent where it could not be judged. */
  readonly wape?: number;
}
