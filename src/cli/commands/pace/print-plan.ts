import { localTime } from '../../../series/iso-instant.ts';
import { printable } from '../../terminal/printable.ts';
import { renderTable, type TableCell, type TableColumn } from '../../terminal/table.ts';
import { tableLook } from '../../terminal/table-look.ts';
import type { World } from '../../world.ts';
import type { PaceOptions } from './options.ts';
import type { PacingPlanFile } from './plan-file.ts';

/** A plan for people: hours, levers before and after with their reasons, guards, and what is to be expected. */
export function planText(plan: PacingPlanFile, { color }: PaceOptions, world: World): string {
  const look = tableLook(world.stdout, { color }, world.env);
  const table = (columns: readonly TableColumn[], rows: readonly (readonly TableCell[])[]) =>
    renderTable(columns, rows, look);
  const { campaign, intervals, timeZone } = plan;
  const hours = table(
    HOUR_COLUMNS,
    intervals.map((hour) => [
      localTime(timeZone, Date.parse(hour.start) / 1000),
      percent(hour.answerRate),
      hour.lower === null || hour.upper === null ? undefined : `${shown(hour.lower)} to ${shown(hour.upper)}`,
      hour.agents ?? undefined,
      hour.callsPerAgent,
      percent(hour.abandonTarget),
      percent(hour.abandonRate),
      percent(hour.occupancy),
      hour.lines ?? undefined,
    ]),
  );
  return [
    `Pacing plan for ${printable(campaign.name)}, ${campaign.dialingMode} (${timeZone})`,
    `\n${hours}`,
    ...(plan.levers.length === 0
      ? []
      : [
          table(
            LEVER_COLUMNS,
            plan.levers.map(({ name, before, after, unit, reason }) => [
              name,
              before === null ? undefined : leverText(before, unit),
              leverText(after, unit),
              reason,
            ]),
          ),
        ]),
    ...plan.guards.filter(({ passed }) => !passed).map(({ guard, reason }) => `held back by ${guard}: ${reason}`),
    `${expectation(plan)}`,
    `${evidenceText(plan)}`,
  ].join('\n');
}

const HOUR_COLUMNS: readonly TableColumn[] = [
  { heading: 'hour' },
  { heading: 'answered %', digits: 1 },
  { heading: 'bounds %' },
  { heading: 'agents', digits: 1 },
  { heading: 'calls/agent', digits: 2 },
  { heading: 'target %', digits: 2 },
  { heading: 'abandoned %', digits: 2 },
  { heading: 'occupancy %', digits: 1 },
  { heading: 'lines', digits: 0 },
];

const LEVER_COLUMNS: readonly TableColumn[] = [
  { heading: 'lever' },
  { heading: 'before' },
  { heading: 'after' },
  { heading: 'why' },
];

const leverText = (value: number, unit: PacingPlanFile['levers'][number]['unit']): string =>
  unit.startsWith('fraction of ')
    ? `${Number((100 * value).toPrecision(4))} % of ${unit.slice('fraction of '.length)}`
    : `${Number(value.toPrecision(4))} ${unit}`;

const percent = (fraction: number | null): number | undefined => (fraction === null ? undefined : 100 * fraction);

const shown = (fraction: number): string => (100 * fraction).toFixed(1);

/** What the user may hold against the law; whether that is enough is not for a program to say. */
function expectation({ predicted, evidence }: PacingPlanFile): string {
  const { abandonRate, abandonRateLower, abandonRateUpper, exceedingProbability, occupancy } = predicted;
  if (abandonRate === null || abandonRateLower === null || abandonRateUpper === null)
    return evidence.window === null
      ? 'Abandonment cannot be predicted: the service tells neither handle times nor abandoned calls.'
      : 'Nothing can be predicted: agents or answer rate are not known.';
  const window =
    exceedingProbability === null || evidence.window === null
      ? ''
      : `, probability of exceeding the target over the ${evidence.window.days}-day window ${shown(exceedingProbability)} %`;
  const busy = occupancy === null ? '' : `, occupancy ${shown(occupancy)} %`;
  return `Predicted abandonment ${(100 * abandonRate).toFixed(2)} % of answered calls (${(100 * abandonRateLower).toFixed(2)} to ${(100 * abandonRateUpper).toFixed(2)} at the bounds of the answer rate)${window}${busy}.`;
}

function evidenceText({ evidence, seed, expiresAt }: PacingPlanFile): string {
  const { attempts, answers, daysWithAttempts, window, sampledCalls, agents } = evidence;
  return [
    `From ${attempts} calls with ${answers} answers on ${daysWithAttempts} days, ${sampledCalls} single calls, agents: ${agents}.`,
    `${window === null ? '' : `Running window: ${window.abandoned} of ${window.answers} answers abandoned in ${window.days} days. Seed ${seed}. `}May be applied until ${expiresAt}.`,
    'This reports, it does not certify: which limits hold for you is for you to know.',
    '',
  ].join('\n');
}
