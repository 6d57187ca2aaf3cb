import type { SeriesDimension } from '../../../series/records.ts';
import type { GlobalOptions } from '../global-options.ts';
import type { RangeOptions } from '../history/asked-range.ts';

/** The options of `gcforecast fetch`, as the command line gives them. */
export interface FetchOptions extends GlobalOptions, RangeOptions {
  readonly days: number;
  readonly granularity: 'P1D' | 'PT1H' | 'PT30M' | 'PT15M' | 'total';
  readonly by?: readonly SeriesDimension[];
  readonly queue?: readonly string[];
  readonly media?: readonly string[];
  readonly direction: 'inbound' | 'outbound' | 'all';
  /** False for `--no-fetch`. */
  readonly fetch: boolean;
  readonly output?: string;
  readonly fromCsv?: string;
  readonly fromJson?: string;
}
