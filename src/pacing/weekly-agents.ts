import type { AgentCapacity } from '../series/records.ts';
import { DAY_SECONDS, type EpochSeconds, wallMidnight, wallSecondsAt, weekdayOf } from '../series/time-zone.ts';

/**
 * The agents to expect in the hours that begin at the given starts: the mean of those observed in the same hour of the week, by the clock
 * of the time zone. Undefined for an hour of the week that was never observed.
 */
export function expectedAgents(
  observed: readonly AgentCapacity[],
  starts: readonly EpochSeconds[],
  timeZone: string,
): (number | undefined)[] {
  const sums = new Map<number, { agents: number; hours: number }>();
  for (const { intervalStart, agents } of observed) {
    const hour = hourOfWeek(timeZone, intervalStart);
    const sum = sums.get(hour) ?? { agents: 0, hours: 0 };
    sums.set(hour, { agents: sum.agents + agents, hours: sum.hours + 1 });
  }
  return starts.map((start) => {
    const sum = sums.get(hourOfWeek(timeZone, start));
    return sum === undefined ? undefined : sum.agents / sum.hours;
  });
}

function hourOfWeek(timeZone: string, instant: EpochSeconds): number {
  const wall = wallSecondsAt(timeZone, instant);
  return weekdayOf(timeZone, instant) * (DAY_SECONDS / 3600) + Math.floor((wall - wallMidnight(wall)) / 3600);
}
