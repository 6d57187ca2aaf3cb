/** A stretch of a history that is so unlike others of its kind that a model should not learn from it. */
export interface DisturbedInterval {
  /** Number of its first interval in the history, from 0. */
  readonly interval: number;
  /** How many intervals in a row, closed ones between them included. */
  readonly length: number;
  readonly kind: 'outage' | 'flood' | 'partial';
  /** As they were observed, in sum. */
  readonly value: number;
  /** What the same times of the week had around it. */
  readonly usual: number;
}
