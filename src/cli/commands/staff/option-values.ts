import { InvalidArgumentError } from 'commander';

/** Which number of contacts is staffed for: the forecast, its whole distribution, or one of its quantiles, such as `p80`. */
export type Risk = 'mean' | 'expected' | `p${number}`;

/** A number of contacts, 0 or more. */
export function contacts(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value < Number.POSITIVE_INFINITY) return value;
  throw new InvalidArgumentError('Give a number of contacts, 0 or more.');
}

/** `80/20`: 80 percent of the contacts, more than 1 and less than 100, answered within 20 seconds. */
export function serviceLevelTarget(text: string): { readonly fraction: number; readonly withinSeconds: number } {
  const [, percent, seconds] = /^(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(text.trim()) ?? [];
  if (percent === undefined) {
    const [alone] = /^\d+(?:\.\d+)?$/.exec(text.trim()) ?? [];
    const meant = Number(alone) > 1 && Number(alone) < 100 ? `; did you mean ${alone}/20?` : '.';
    throw new InvalidArgumentError(`Give percent and seconds, such as 80/20: 80 % answered within 20 s${meant}`);
  }
  // 0.8 and 1 are shares that were meant as 80 % and 100 %, not as less than one contact in a hundred.
  if (!(Number(percent) > 1 && Number(percent) < 100)) {
    throw new InvalidArgumentError('Give a percentage above 1 and below 100, such as 80/20.');
  }
  return { fraction: fractionOfPercent(percent), withinSeconds: Number(seconds) };
}

/** A share of paid time, from 0 to below 1. */
export function shrinkageShare(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value < 1) return value;
  throw new InvalidArgumentError('Give a share from 0 to below 1, such as 0.3 for 30 percent.');
}

/** `4h`, `90m` or a number of seconds. */
export function duration(text: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(s|m|h|d)?$/.exec(text.trim()) ?? [];
  const seconds = Number(digits) * SECONDS_PER[unit ?? 's'];
  if (seconds > 0) return seconds;
  throw new InvalidArgumentError('Give a time above 0, such as 4h, 90m or 600 (seconds).');
}

const SECONDS_PER: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** The decimal fraction itself: 99.9 / 100 is 0.9990000000000001. */
const fractionOfPercent = (digits: string): number => Number(`${digits}e-2`);

/** The share of cases in which no more contacts come than a percentile says. */
export const fractionOfPercentile = (percentile: string): number => fractionOfPercent(percentile.slice(1));

/** `mean`, `expected`, or a percentile between p0 and p100. */
export function riskName(text: string): Risk {
  if (isRisk(text)) return text;
  throw new InvalidArgumentError('Give mean, expected, or a percentile such as p80.');
}

const isRisk = (text: string): text is Risk =>
  text === 'mean' || text === 'expected' || (/^p\d\d?(\.\d+)?$/.test(text) && Number(text.slice(1)) > 0);
