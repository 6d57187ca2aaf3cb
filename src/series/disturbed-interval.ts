/** An interval of a history that is so unlike others of its kind that a model should not learn from it. */
export interface DisturbedInterval {
  /** Its number in the history, from 0. */
  readonly interval: number;
  readonly kind: 'outage' | 'flood';
  /** As it was observed. */
  readonly value: number;
  /** What the same weekday had around it. */
  readonly usual: number;
}
