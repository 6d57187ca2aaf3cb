import { dataFailure, usageFailure } from '../../../errors.ts';
import type { Campaign } from '../../../genesys/dialler.ts';
import { untold } from '../../../genesys/summary/untold.ts';
import type { Workforce } from '../../../genesys/workforce.ts';
import { agentsByInterval } from '../../../pacing/agents-by-interval.ts';
import { expectedAgents } from '../../../pacing/weekly-agents.ts';
import { calendarStep } from '../../../series/calendar-step.ts';
import { isoInstant } from '../../../series/iso-instant.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import { readCapacityFile } from '../../../store/capacity-file.ts';
import type { World } from '../../world.ts';
import { daysBefore } from '../history/asked-range.ts';
import { inputPath } from '../input-path.ts';
import type { OpenDialler } from './open-dialler.ts';
import type { PaceOptions } from './options.ts';

/** The agents of a campaign in each planned hour. */
export interface PlannedCapacity {
  /** Undefined where nothing is known of an hour in which nobody may be called anyway. */
  readonly agents: readonly (number | undefined)[];
  /** Where the numbers come from, in words. */
  readonly source: string;
  readonly warnings: readonly string[];
}

const HOUR_SECONDS = 3600;
const OBSERVED_DAYS = 28;

/**
 * The agents in the hours that begin at `hours`, less shrinkage and what inbound contacts take. Fails with exit code 5 when nothing is
 * known of an hour in which calls may be made: unknown agents are not none.
 */
export async function agentCapacity(
  campaign: Campaign,
  hours: readonly EpochSeconds[],
  isCallable: readonly boolean[],
  options: PaceOptions,
  opened: OpenDialler,
  world: World,
): Promise<PlannedCapacity> {
  const { shrinkage = 0, inboundShare } = options;
  const capacity = options.capacity ?? (opened.api === 'summary' ? 'wfm' : 'observed');
  if (capacity === 'observed' && opened.api === 'summary')
    throw untold('how long agents were on queue', 'leave out --capacity, or give the agents with a file');
  if (capacity === 'observed' && shrinkage > 0)
    throw usageFailure(
      '--shrinkage and --capacity observed exclude each other: who was on queue has lost it already',
      'leave out --shrinkage, or plan with --capacity wfm or a file',
    );
  const known = await KINDS[capacity === 'wfm' || capacity === 'observed' ? capacity : 'file'](
    campaign,
    hours,
    { ...options, capacity },
    opened,
    world,
  );
  const lacking = hours.findIndex((_, i) => isCallable[i] && known.agents[i] === undefined);
  if (lacking >= 0)
    throw dataFailure(
      `nothing is known of the agents at ${isoInstant(hours[lacking])}, when calls may be made (${known.source})`,
      'publish a schedule for that time, or give the agents with --capacity agents.csv',
    );
  const left = (1 - shrinkage) * (1 - inboundShare);
  return { ...known, agents: known.agents.map((agents) => (agents === undefined ? undefined : agents * left)) };
}

type Kind = (
  campaign: Campaign,
  hours: readonly EpochSeconds[],
  options: PaceOptions & { readonly capacity: string },
  opened: OpenDialler,
  world: World,
) => Promise<PlannedCapacity>;

const KINDS: Readonly<Record<'wfm' | 'observed' | 'file', Kind>> = {
  wfm: async (campaign, hours, options, { workforce, api }) => {
    const skill = await askedSkill(options, workforce);
    const scheduled = await workforce.scheduled({
      ...(api === 'summary' ? {} : { queueId: queueOf(campaign) }),
      ...(skill === undefined ? {} : { skillId: skill.id }),
      from: hours[0],
      to: hours[hours.length - 1] + HOUR_SECONDS,
      intervalMinutes: 15,
    });
    const { planningGroup, records, daysWithout } = scheduled;
    const others = planningGroup.queueIds.length - 1;
    return {
      agents: agentsByInterval(records, hours, HOUR_SECONDS),
      source: `published schedule of the planning group ${planningGroup.name ?? planningGroup.id}`,
      warnings: [
        ...daysWithout.map(({ day, reason }) => `there is no schedule for ${day}: ${reason}`),
        ...(others > 0
          ? [`the planning group has ${others} more queues: its agents are not this campaign's alone (--inbound-share)`]
          : []),
      ],
    };
  },
  observed: async (campaign, hours, options, { workforce, timeZone }) => {
    const skill = await askedSkill(options, workforce);
    const to = hours[0];
    const observed = await workforce.observed({
      queueId: queueOf(campaign),
      ...(skill === undefined ? {} : { skillId: skill.id }),
      from: daysBefore(to, OBSERVED_DAYS, timeZone),
      to,
      step: calendarStep('PT1H'),
      timeZone,
    });
    const those = skill === undefined ? '' : ` with the skill ${skill.name}`;
    if (observed.members.length === 0)
      throw dataFailure(
        `the queue of ${campaign.name} has no members${those}, so nobody takes its calls`,
        'add agents to the queue, or give the agents with --capacity agents.csv',
      );
    const shared = observed.members.filter(({ queues }) => queues > 1).length;
    return {
      agents: expectedAgents(observed.records, hours, timeZone),
      source: `time on queue of the queue's ${observed.members.length} members${those} in the last ${OBSERVED_DAYS} days`,
      warnings:
        shared > 0
          ? [
              `${shared} of ${observed.members.length} agents are in other queues too: not all of their time is this campaign's (--inbound-share)`,
            ]
          : [],
    };
  },
  file: async (_campaign, hours, { capacity }, _opened, world) => {
    const planned = await readCapacityFile(inputPath(capacity, world), world.stdin);
    const records = planned.map((one) => ({ ...one, source: 'schedule' as const }));
    try {
      return { agents: agentsByInterval(records, hours, HOUR_SECONDS), source: capacity, warnings: [] };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw usageFailure(`${capacity} counts agents twice: ${error.message}`, 'give each interval once', error);
    }
  },
};

const askedSkill = async ({ skill }: PaceOptions, workforce: Workforce) =>
  skill === undefined ? undefined : workforce.findSkill(skill);

function queueOf({ name, levers: { queueId } }: Campaign): string {
  if (queueId !== undefined) return queueId;
  throw usageFailure(`the campaign ${name} has no queue, so nobody takes its calls`, 'give the agents with a file');
}
