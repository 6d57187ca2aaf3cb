import type { StaffingRow } from '../../../export/staffing-result.ts';
import { gridOf, stepOfSeconds } from '../../../series/calendar-step.ts';
import { renderChart } from '../../terminal/chart.ts';
import type { Colors } from '../../terminal/colors.ts';
import { showsUnicode } from '../../terminal/unicode.ts';
import type { World } from '../../world.ts';

const HEIGHT = 12;
const WIDTH_AT_MOST = 100;

/** The agents of all series together over time; empty for what is on no calendar, and for intervals of several lengths. */
export function agentsChart(
  rows: readonly StaffingRow[],
  timeZone: string,
  width: number,
  world: World,
  colors: Colors,
): string {
  const agentsAt = new Map<number, number>();
  const lengths = new Set<number>();
  for (const { start, end, agents } of rows) {
    if (start === undefined || end === undefined) return '';
    lengths.add(end - start);
    agentsAt.set(start, (agentsAt.get(start) ?? 0) + agents);
  }
  const [length] = lengths;
  if (lengths.size !== 1 || agentsAt.size < 2) return '';
  const [first, last] = [Math.min(...agentsAt.keys()), Math.max(...agentsAt.keys())];
  const step = stepOfSeconds(length);
  const grid = gridOf(first, step, timeZone, Math.round((last - first) / length) + 1);
  const values = grid.map((start) => agentsAt.get(start) ?? Number.NaN);
  const series = { start: first, step, timeZone, unit: 'agents', values, closed: new Uint8Array(values.length) };
  const look = { height: HEIGHT, unicode: showsUnicode(world.env, world.platform), colors };
  return renderChart(series, undefined, { ...look, width: Math.min(width, WIDTH_AT_MOST) });
}
