import type { GlobalOptions } from '../global-options.ts';

/** The options of `gcforecast init`, as the command line gives them. */
export interface InitOptions extends GlobalOptions {
  readonly region?: string;
  readonly apiUrl?: string;
  readonly loginUrl?: string;
  readonly envFile?: string;
  readonly secretFile?: string;
  readonly clientId?: string;
  readonly force?: boolean;
  /** False for `--no-forecast`. */
  readonly forecast: boolean;
}
