import { checkNotNegative, checkRatio } from '../check.ts';
import { holdsBack, passes, type Verdict } from './verdict.ts';

// Settings are kept in hundredths of a call.
const STEPS_PER_CALL = 100;

/**
 * The most calls per agent after one step up: a share above what they were, rounded down to hundredths. RangeError for a ratio below
 * 1 or a negative share.
 */
export function rampCeiling(before: number, mostIncreaseFraction: number): number {
  checkRatio(before);
  checkNotNegative('largest increase', mostIncreaseFraction);
  const ceiling = Math.floor(before * (1 + mostIncreaseFraction) * STEPS_PER_CALL) / STEPS_PER_CALL;
  return Math.max(before, ceiling);
}

/** Calls per agent may rise by a share at one step, and fall at once. */
export function rampGuard(before: number, wanted: number, mostIncreaseFraction: number): Verdict {
  checkRatio(wanted);
  const ceiling = rampCeiling(before, mostIncreaseFraction);
  return wanted <= ceiling
    ? passes('ramp', wanted, `${wanted} calls per agent are within one step of ${before}`)
    : holdsBack('ramp', ceiling, `one step from ${before} calls per agent goes no further than ${ceiling}`);
}
