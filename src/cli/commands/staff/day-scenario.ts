import { usageFailure } from '../../../errors.ts';
import type { StaffingRow } from '../../../export/staffing-result.ts';
import { seriesName } from '../../../series/series-key.ts';
import { type EpochSeconds, startOfDay } from '../../../series/time-zone.ts';
import type { AgentGroup, ContactType, Queue, Scenario } from '../../../simulation/scenario.ts';
import { bySeries } from './by-series.ts';

/** One local day of a series to simulate, and the rows of the staffing that its contact types stand for. */
export interface DayScenario {
  /** Absent for a day on which nobody works. */
  readonly scenario?: Scenario;
  readonly rows: readonly StaffingRow[];
  /** The interval of the scenario that the first row is; for a row that is on no calendar, all from it on are that row. */
  readonly firstInterval: number;
}

/** What waits and works in every interval alike. */
interface Centre {
  readonly withinSeconds: number;
  readonly patienceSeconds?: number;
}

/** A centre around the clock has contacts waiting at midnight: so much of the evening before is played first. */
const WARM_UP_SECONDS = 7200;

/** Intervals that are on no calendar are played over and over, the first of them to fill the queue. */
const REPEATED = 40;
const WARMING_UP = 8;

/**
 * The days of a staffing as scenarios: one queue, one group of agents, who change with the interval as volume and handle time do.
 * Exponential, as the formulas assume. Fails with exit code 2 where intervals differ in length.
 */
export function dayScenarios(rows: readonly StaffingRow[], timeZone: string, centre: Centre): DayScenario[] {
  return bySeries(rows).flatMap((series) => {
    const [{ start, end }] = series;
    if (start === undefined || end === undefined) return series.map((row) => repeatedInterval(row, centre));
    requireOneLength(series, end - start);
    return daysOf(series, timeZone).map(([from, to]) => dayScenario(series, from, to, end - start, centre));
  });
}

function requireOneLength(series: readonly StaffingRow[], seconds: number): void {
  if (series.every(({ start, end }) => start !== undefined && end !== undefined && end - start === seconds)) return;
  throw usageFailure(
    `the intervals of ${seriesName(series[0].key)} differ in length`,
    'simulate a forecast with intervals of one length, or leave out --simulate',
  );
}

/** From where to where the rows of each local day go; a gap in time ends a day too. */
function daysOf(series: readonly StaffingRow[], timeZone: string): [from: number, to: number][] {
  const days: [number, number][] = [];
  let before: { readonly day: EpochSeconds; readonly end: EpochSeconds | undefined } | undefined;
  for (const [i, { start, end }] of series.entries()) {
    if (start === undefined) continue;
    const day = startOfDay(timeZone, start);
    const last = days.at(-1);
    if (last !== undefined && before?.day === day && before.end === start) last[1] = i + 1;
    else days.push([i, i + 1]);
    before = { day, end };
  }
  return days;
}

function dayScenario(
  series: readonly StaffingRow[],
  from: number,
  to: number,
  intervalSeconds: number,
  centre: Centre,
): DayScenario {
  let first = from;
  while (
    first > 0 &&
    series[first - 1].end === series[first].start &&
    (from - first) * intervalSeconds < WARM_UP_SECONDS
  )
    first--;
  const played = series.slice(first, to);
  const rows = series.slice(from, to);
  const firstInterval = from - first;
  if (rows.every(({ agents }) => agents === 0)) return { rows, firstInterval };
  return {
    rows,
    firstInterval,
    scenario: {
      ...frame(centre, intervalSeconds, played.length, firstInterval),
      contactTypes: [contacts(played, centre)],
      agentGroups: [agentGroup(played.map(({ agents }) => agents))],
    },
  };
}

function repeatedInterval(row: StaffingRow, centre: Centre): DayScenario {
  if (row.volume === 0) throw usageFailure('there are no contacts to simulate', 'give a volume above 0');
  // Such a row tells its length only by its load: volume * AHT / length.
  const intervalSeconds = (row.volume * row.ahtSeconds) / row.erlangs;
  return {
    rows: [row],
    firstInterval: WARMING_UP,
    scenario: {
      ...frame(centre, intervalSeconds, REPEATED, WARMING_UP),
      contactTypes: [contacts(Array(REPEATED).fill(row), centre)],
      agentGroups: [agentGroup(Array(REPEATED).fill(row.agents))],
    },
  };
}

const QUEUE = 'queue';

function frame(
  { withinSeconds }: Centre,
  intervalSeconds: number,
  intervals: number,
  measuredFrom: number,
): Omit<Scenario, 'contactTypes' | 'agentGroups'> {
  const queue: Queue = {
    name: QUEUE,
    skillEvaluation: 'disregard-skills',
    rings: [],
    serviceLevelSeconds: withinSeconds,
  };
  return {
    intervalSeconds,
    intervals,
    measuredFrom,
    measuredTo: intervals,
    queues: [queue],
    busyness: { variationFraction: 0, intervalsPerBlock: intervals },
  };
}

function contacts(rows: readonly StaffingRow[], { patienceSeconds }: Centre): ContactType {
  const [{ ahtSeconds: meanSeconds }] = rows;
  return {
    name: 'contacts',
    queue: QUEUE,
    skills: [],
    priority: 0,
    // Contacts that come when nobody works are told on their own.
    arrivalsPerInterval: rows.map(({ volume, agents }) => (agents > 0 ? volume : 0)),
    handleTime: { kind: 'exponential', meanSeconds },
    handleTimeMultipliers: rows.map(({ ahtSeconds }) => ahtSeconds / meanSeconds),
    patience: patienceSeconds === undefined ? undefined : { kind: 'exponential', meanSeconds: patienceSeconds },
  };
}

const agentGroup = (agentsPerInterval: readonly number[]): AgentGroup => ({
  name: 'agents',
  queues: [QUEUE],
  proficiencies: {},
  agentsPerInterval,
  handleTimeMultiplier: 1,
});
