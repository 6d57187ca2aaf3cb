import { usageFailure } from '../errors.ts';

/** A place in a bucket: keys begin with the prefix, which may be empty and ends without a slash. */
export interface S3Address {
  readonly bucket: string;
  readonly prefix: string;
}

/** Reads `s3://bucket/prefix`. Fails with exit code 2 for anything else. */
export function s3Address(text: string): S3Address {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*?))?\/*$/.exec(text);
  const [, bucket, prefix = ''] = match ?? [];
  if (bucket === undefined) {
    throw usageFailure(`${text} is no place in S3`, 'write s3://bucket/prefix; names of buckets are lower case');
  }
  return { bucket, prefix };
}

/** The key of a file: a folder for each period, so that a new period overwrites nothing and a rerun replaces its own. */
export const reportKey = ({ prefix }: S3Address, periodStart: string, file: string): string =>
  [prefix, periodStart.replaceAll(':', ''), file].filter((part) => part !== '').join('/');

/** The longest that a signature of version 4 may hold. */
const LONGEST_SECONDS = 7 * 86_400;

/** Seconds of a life such as `90m`, `24h` or `7d`. Fails with exit code 2 for anything else, and for more than seven days. */
export function linkLifeSeconds(text: string): number {
  const match = /^(\d{1,6})([smhd])$/.exec(text);
  const seconds = Number(match?.[1]) * ({ s: 1, m: 60, h: 3600, d: 86_400 }[match?.[2] ?? ''] ?? Number.NaN);
  if (seconds >= 1 && seconds <= LONGEST_SECONDS) return seconds;
  throw usageFailure(`a link cannot last ${text}`, 'give minutes, hours or days up to a week: 90m, 24h, 7d');
}
