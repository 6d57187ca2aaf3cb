import { checkNotNegative, checkPositive, checkRatio } from '../check.ts';
import { holdsBack, passes, type Verdict } from './verdict.ts';

/**
 * No increase on numbers that are older than a limit, or missing (undefined). Both ages in seconds; a decrease always passes.
 */
export function freshnessGuard(
  before: number,
  wanted: number,
  ageSeconds: number | undefined,
  mostAgeSeconds: number,
): Verdict {
  checkRatio(before);
  checkRatio(wanted);
  checkPositive('largest age of the numbers', mostAgeSeconds);
  if (ageSeconds !== undefined) checkNotNegative('age of the numbers', ageSeconds);
  if (ageSeconds !== undefined && ageSeconds <= mostAgeSeconds)
    return passes('freshness', wanted, `the numbers are ${ageSeconds} s old, of at most ${mostAgeSeconds} s`);
  const state = ageSeconds === undefined ? 'missing' : `${ageSeconds} s old, above ${mostAgeSeconds} s`;
  return wanted <= before
    ? passes('freshness', wanted, `the numbers are ${state}, and calls per agent do not rise`)
    : holdsBack('freshness', before, `the numbers are ${state}: no increase above ${before} calls per agent`);
}
