import { MOST_AGENTS } from './demand.ts';

/**
 * The smallest whole number from 1 up that `meets`, for a condition that goes on holding once it holds. `guess`, a whole
 * number from 1 up, only decides how many are tried. Throws RangeError when not even a million do.
 */
export function smallestCount(guess: number, meets: (count: number) => boolean): number {
  let failing = 0;
  let meeting = Math.min(guess, MOST_AGENTS);
  for (let step = 1; !meets(meeting); step *= 2) {
    if (meeting >= MOST_AGENTS) throw new RangeError(`the targets need more than ${MOST_AGENTS} agents`);
    failing = meeting;
    meeting = Math.min(meeting + step, MOST_AGENTS);
  }
  for (let step = 1; failing === 0 && meeting > step; step *= 2) {
    if (meets(meeting - step)) meeting -= step;
    else failing = meeting - step;
  }
  while (meeting - failing > 1) {
    const middle = (failing + meeting) >> 1;
    if (meets(middle)) meeting = middle;
    else failing = middle;
  }
  return meeting;
}
