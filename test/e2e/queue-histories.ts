import { isoDate } from './history-csv.ts';

const DAY_MS = 86_400_000;
/** A Monday. */
const FIRST_DAY_MS = Date.UTC(2023, 0, 2);
const WEEKDAY_SHARE = [1.32, 1.16, 1.08, 1.04, 1.12, 0.55, 0.35];

/** Daily history of so many queues as CSV, sorted by queue: level, trend and noise differ, made by formula alone. */
export function queueHistoriesCsv(queues: number, days: number): string {
  const lines = ['queue_id,queue_name,date,offered'];
  for (let queue = 0; queue < queues; queue++) {
    const id = `00000000-0000-4000-8000-${String(queue).padStart(12, '0')}`;
    for (let day = 0; day < days; day++) {
      lines.push(`${id},Queue ${queue},${isoDate(FIRST_DAY_MS + day * DAY_MS)},${contacts(queue, day)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function contacts(queue: number, day: number): number {
  const level = 50 + ((queue * 37) % 900);
  const trend = (((queue * 13) % 80) - 30) / 200;
  const mean = Math.max(2, (level + trend * day) * (WEEKDAY_SHARE[day % 7] ?? 1));
  // The fractional parts of multiples of an irrational number: even, and the same in every run.
  const even = ((queue + 1) * (day + 1) * Math.SQRT2 + day * Math.E) % 1;
  return Math.round(Math.max(0, mean + 3 * Math.sqrt(mean) * (even - 0.5)));
}
