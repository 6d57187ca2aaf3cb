import type { Centre } from './centre.ts';
import type { DaysTask, PlayDays, SimulatedDay } from './play-days.ts';
import { type CentreCounts, NO_COUNTS, summedCounts } from './queue-counts.ts';
import type { SkillMove } from './skill-move.ts';

/** Long enough to be worth a message to a thread. */
const WEEKS_PER_TASK = 4;

/** Which simulated weeks: number `from` up to before `to`. */
export interface Weeks {
  readonly from: number;
  readonly to: number;
}

/**
 * The counts of simulated weeks for configurations of one centre, which see the same contacts: by configuration and week. What comes
 * out does not depend on how the tasks are shared out.
 */
export async function playWeeks(
  centre: Centre,
  configurations: readonly (readonly SkillMove[])[],
  seed: number,
  { from, to }: Weeks,
  play: PlayDays,
): Promise<CentreCounts[][]> {
  const tasks: DaysTask[] = [];
  for (let week = from; week < to; week += WEEKS_PER_TASK) {
    const days = daysOfWeeks(centre, { from: week, to: Math.min(to, week + WEEKS_PER_TASK) });
    tasks.push({ centre, seed, days, configurations, onlyTouched: false });
  }
  const played = await play(tasks);
  return configurations.map((_, configuration) =>
    played.flatMap((task) => weekSums(task[configuration], centre.weekdays.length, centre.queues.length)),
  );
}

const daysOfWeeks = ({ weekdays }: Centre, { from, to }: Weeks): SimulatedDay[] =>
  Array.from({ length: to - from }, (_, i) => weekdays.map((weekday) => ({ week: from + i, weekday }))).flat();

function weekSums(days: readonly CentreCounts[], daysPerWeek: number, queues: number): CentreCounts[] {
  return Array.from({ length: days.length / daysPerWeek }, (_, week) =>
    days
      .slice(week * daysPerWeek, (week + 1) * daysPerWeek)
      .reduce<CentreCounts>(
        (sum, day) => sum.map((counts, queue) => summedCounts(counts, day[queue])),
        new Array(queues).fill(NO_COUNTS),
      ),
  );
}
