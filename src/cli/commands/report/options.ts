import type { GlobalOptions } from '../global-options.ts';

/** The options of `gcforecast report`, as the command line gives them. */
export interface ReportOptions extends GlobalOptions {
  readonly definition?: string;
  readonly last?: string;
  readonly from?: string;
  readonly to?: string;
  readonly queue?: readonly string[];
  readonly media?: readonly string[];
  readonly where?: readonly string[];
  readonly groupBy?: readonly string[];
  readonly metrics?: readonly string[];
  readonly measure?: readonly string[];
  readonly details?: boolean;
  readonly title?: string;
  readonly name?: string;
  readonly outputDir?: string;
  readonly formats?: readonly ('csv' | 'json' | 'html' | 'parquet')[];
  readonly s3?: string;
  readonly expires?: string;
  readonly s3Endpoint?: string;
  readonly s3Region?: string;
  readonly s3Encryption?: 'AES256' | 'aws:kms';
}
