/** How often a wrap-up code was given. */
export interface WrapUpCount {
  readonly id: string;
  readonly name: string;
  readonly count: number;
}

/** What stands in one column: undefined where it is not known or not defined. Instants are ISO 8601 in UTC. */
export type ReportValue = string | number | undefined | readonly WrapUpCount[];

/** Values in the order of the columns. */
export type ReportRow = readonly ReportValue[];

export interface ReportColumn {
  readonly name: string;
  readonly kind: 'word' | 'instant' | 'count' | 'number' | 'wrapups';
}
