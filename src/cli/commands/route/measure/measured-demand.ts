import { usageFailure } from '../../../../errors.ts';
import type { MeasuredSkill, RoutingMeasure } from '../../../../export/routing-measure.ts';
import { demandByKind, demandByQueue, type KindDemand } from '../../../../routing/measure/demand-by-key.ts';
import { calendarStep } from '../../../../series/calendar-step.ts';
import type { AgentSkill } from '../../../../series/routing-records.ts';
import { listed } from '../../listed.ts';
import type { Reporting } from '../../log.ts';
import { namedIds } from '../named-ids.ts';
import type { OpenRouting } from '../open-routing.ts';
import type { MeasureOptions } from '../options.ts';
import { wholeDays } from '../whole-days.ts';
import { nobodyCame } from './nobody-came.ts';

/**
 * Demand alone, and which skills of the agents of `--user` it asked for: what the contract of summaries tells. Queues are those that had
 * conversations; agents have no names there. Fails with exit code 2 for an agent without a profile, and with 5 when nobody came.
 */
export async function measuredDemand(
  { centre, routing, asOf, timeZone }: OpenRouting,
  options: MeasureOptions,
  { progress }: Reporting,
): Promise<RoutingMeasure> {
  const step = calendarStep(options.granularity);
  const range = wholeDays(options.days, timeZone, asOf);
  progress.phase('reading queues and skills');
  const known = await listed(centre.queues());
  const chosen = namedIds(options.queue, known, 'queues');
  const queues = known.filter(({ id }) => chosen?.has(id) ?? true);
  const agents = await profiles(options.user ?? [], routing);
  progress.phase('fetching demand');
  const question = { ...range, step, timeZone, queueIds: queues.map(({ id }) => id), agentIds: [] };
  const records = await listed(routing.demand(question));
  if (records.length === 0) throw nobodyCame(queues.length, options);
  const demand = demandByKind(records);
  const speaksOf = filterOf(options, demand, agents);
  const nameOf = new Map(queues.map(({ id, name }) => [id, name]));
  return {
    ...{ asOf, ...range, timeZone, granularity: step.iso },
    queues: demandByQueue(records).map((sums) => ({
      ...sums,
      queueName: nameOf.get(sums.queueId) ?? sums.queueId,
      ...{ method: undefined, rings: undefined, targetFraction: undefined, targetSeconds: undefined },
      members: Number.NaN,
    })),
    demand: demand
      .filter(({ skillIds }) => skillIds.some(speaksOf))
      .map((kind) => ({
        ...kind,
        queueName: nameOf.get(kind.queueId) ?? kind.queueId,
        skillNames: kind.skillIds,
      })),
    ...{ agents: [], work: [] },
    skills: agents.flatMap((agent) => skillRows(agent, demand)).filter(({ skillId }) => speaksOf(skillId)),
    warnings: [LITTLE_TOLD, ...lackedSkills(agents, demand)],
  };
}

const LITTLE_TOLD =
  'the summary contract tells offered and handled contacts by queue and skill: neither answers, waits and handle times, nor which agents serve which queue, what they did and when they were on queue';

interface Profile {
  readonly id: string;
  readonly skills: readonly AgentSkill[];
}

async function profiles(ids: readonly string[], routing: OpenRouting['routing']): Promise<Profile[]> {
  const found: Profile[] = [];
  for (const id of new Set(ids)) {
    const skills = await routing.agentSkills(id);
    if (skills === undefined)
      throw usageFailure(
        `there is no routing profile of '${id}'`,
        'give the id of the user: this contract knows no names',
      );
    found.push({ id, skills });
  }
  return found;
}

/** Whether a skill is one of `--skill`. */
function filterOf(
  { skill }: MeasureOptions,
  demand: readonly KindDemand[],
  agents: readonly Profile[],
): (skillId: string) => boolean {
  const asked = demand.flatMap(({ skillIds }) => skillIds);
  const held = agents.flatMap(({ skills }) => skills.map(({ skillId }) => skillId));
  const known = [...new Set([...asked, ...held])].map((id) => ({ id, name: id }));
  const wanted = namedIds(skill, known, 'skills');
  return (skillId) => wanted?.has(skillId) ?? true;
}

/** Without times on queue, all contacts of the period count, whoever could have taken them. */
const skillRows = ({ id, skills }: Profile, demand: readonly KindDemand[]): MeasuredSkill[] =>
  skills.map(({ skillId, skillName, proficiency }) => {
    const offered = offeredTo(skillId, demand);
    return {
      ...{ agentId: id, agentName: id, skillId, skillName, proficiency },
      verdict: offered === 0 ? 'no-demand' : 'asked-for',
      ...{ handled: Number.NaN, handleSeconds: Number.NaN },
      ...{ offeredAnywhere: offered, offeredAtHisQueues: Number.NaN, offeredWithinReach: Number.NaN },
    };
  });

const offeredTo = (skillId: string, demand: readonly KindDemand[]): number =>
  demand.reduce((sum, { skillIds, offered }) => sum + (skillIds.includes(skillId) ? offered : 0), 0);

/** What contacts ask for and none of the named agents has. */
function lackedSkills(agents: readonly Profile[], demand: readonly KindDemand[]): string[] {
  if (agents.length === 0) return ['name agents with --user <id> to see which of the skills asked for they have'];
  const held = new Set(agents.flatMap(({ skills }) => skills.map(({ skillId }) => skillId)));
  const lacked = [...new Set(demand.flatMap(({ skillIds }) => skillIds))]
    .filter((skillId) => !held.has(skillId))
    .sort();
  return lacked.map(
    (skillId) => `${offeredTo(skillId, demand)} contacts asked for ${skillId}, which none of the named agents has`,
  );
}
