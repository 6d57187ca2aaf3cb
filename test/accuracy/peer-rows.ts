import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** Errors of other tools on one fold; fixtures/reference/accuracy/README.md says how each was made. */
export interface PeerFold {
  readonly set: string;
  readonly fold: string;
  readonly cutoff: string;
  readonly train_start: string;
  readonly train_rows: string;
  readonly method: string;
  readonly sum_y: string;
  readonly wape: string;
  readonly mase: string;
  readonly coverage80: string;
  readonly winkler80: string;
}

/** Those of a method on a set, oldest fold first. */
export const peerFolds = (set: string, method: string): PeerFold[] =>
  parse<PeerFold>(readFileSync('fixtures/reference/accuracy/daily_folds.csv'), { columns: true })
    .filter((row) => row.set === set && row.method === method)
    .sort((a, b) => Number(b.fold) - Number(a.fold));
