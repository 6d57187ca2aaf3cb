import { checkRatio } from '../check.ts';
import { holdsBack, passes, type Verdict } from './verdict.ts';

/** Calls per agent stay from 1 to a limit, which is 1 or more. RangeError for a ratio that is no number. */
export function boundsGuard(wanted: number, mostCallsPerAgent: number): Verdict {
  checkRatio(mostCallsPerAgent);
  if (!Number.isFinite(wanted)) throw new RangeError(`calls per agent must be a number, not ${wanted}`);
  if (wanted < 1) return holdsBack('bounds', 1, `${wanted} calls per agent are fewer than 1`);
  return wanted <= mostCallsPerAgent
    ? passes('bounds', wanted, `${wanted} calls per agent are from 1 to ${mostCallsPerAgent}`)
    : holdsBack('bounds', mostCallsPerAgent, `${wanted} calls per agent are above the limit of ${mostCallsPerAgent}`);
}
