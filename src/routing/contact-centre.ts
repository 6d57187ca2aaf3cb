import { localTime } from '../series/iso-instant.ts';
import type { AgentWork, RoutedQueue, RoutingSetup, SkillDemand } from '../series/routing-records.ts';
import type { SkillEvaluation } from '../simulation/scenario.ts';
import type { Centre, CentreAgent, CentreQueue } from './centre.ts';
import { contactTypes, queueKey, typeKey } from './contact-types.ts';
import { dayVariationFraction } from './day-variation.ts';
import { eligibilityIn } from './eligibility.ts';
import { expectedArrivals } from './expected-arrivals.ts';
import { handleTimes } from './handle-pace.ts';
import { type RoutingHistory, sinceFirstContact } from './routing-history.ts';
import { type HistoryPeriod, type TypicalWeek, typicalWeek } from './typical-week.ts';
import { presentFractions, wholePresence } from './week-presence.ts';

/** A centre, and what its reader must know of it. */
export interface ReadCentre {
  readonly centre: Centre;
  readonly warnings: readonly string[];
}

const DEFAULT_WITHIN_SECONDS = 20;
/** Genesys Cloud has so many rings at most, the last of which is the rest of the wait. */
const MOST_DROPPING_RINGS = 5;

/**
 * The contact centre of a typical week. RangeError when there are no contacts, nobody who may take them, records of different intervals,
 * contacts of an unknown queue, or contacts that nobody may take and that never give up.
 */
export function contactCentre(history: RoutingHistory): ReadCentre {
  requireIntervals([...history.demand, ...history.work, ...history.presence], history.period);
  const { setup, period, demand, work, presence, expected } = sinceFirstContact(history);
  const week = typicalWeek(period);
  const queues = queuesWithContacts(setup.queues, demand);
  const placeOf = new Map(queues.map(({ queueId, mediaType }, place) => [queueKey(queueId, mediaType), place]));
  const types = contactTypes(demand, placeOf, week);
  const typeOf = new Map(types.map(({ queue, skillIds }, place) => [typeKey(queue, skillIds), place]));
  const handled = work.flatMap(({ queueId, mediaType, skillIds, ...rest }) => {
    const type = typeOf.get(typeKey(placeOf.get(queueKey(queueId, mediaType)) ?? -1, skillIds));
    return type === undefined ? [] : [{ ...rest, type }];
  });
  const times = handleTimes(handled, types.length);
  const agents = agentsOnQueue(setup, queues, presentFractions(presence, week, period.intervalSeconds), times.paceOf);
  const variation = dayVariationFraction(...contactsByDay(demand, week));
  const arrivals = expectedArrivals(types, queues, expected, period, week);
  const centre: Centre = {
    intervalSeconds: period.intervalSeconds,
    slotsPerDay: week.slotsPerDay,
    weekdays: arrivals.weekdays,
    queues,
    contactTypes: types.map((type, i) => ({
      queue: type.queue,
      skillIds: type.skillIds,
      arrivals: arrivals.bySlot[i],
      meanHandleSeconds: handleMean(type.name, type.meanHandleSeconds ?? times.meanSeconds[i]),
      handleVariationFraction: times.variationFraction[i] ?? EXPONENTIAL,
      meanPatienceSeconds: type.meanPatienceSeconds,
    })),
    agents,
    dayVariationFraction: variation ?? 0,
  };
  const warnings = [
    ...(period.from > history.period.from ? [`no contact came before ${dayOf(period)}: the history begins there`] : []),
    ...setupWarnings(setup, queues),
    ...(times.variationFraction.includes(undefined) ? [NO_VARIATION] : []),
    ...(variation === undefined ? ['no weekday comes twice in the history: days are taken to be equally busy'] : []),
    ...agentWarnings(setup, agents, work),
    ...unservedWarnings(centre, setup),
  ];
  return { centre, warnings };
}

const dayOf = ({ from, timeZone }: HistoryPeriod): string => localTime(timeZone, from);

const EXPONENTIAL = 1;
const NO_VARIATION = 'the history does not tell how handle times vary: they are taken to be exponential';

function requireIntervals(
  records: readonly { readonly intervalStart: number; readonly intervalEnd: number }[],
  { from, to, intervalSeconds }: HistoryPeriod,
): void {
  for (const { intervalStart, intervalEnd } of records) {
    if (intervalEnd - intervalStart !== intervalSeconds)
      throw new RangeError(
        `records must have intervals of ${intervalSeconds} seconds, not ${intervalEnd - intervalStart}`,
      );
    if (intervalStart < from || intervalEnd > to)
      throw new RangeError(`a record at ${intervalStart} lies outside of the history`);
  }
}

function queuesWithContacts(queues: readonly RoutedQueue[], demand: readonly SkillDemand[]): CentreQueue[] {
  const known = new Map(queues.map((queue) => [queue.id, queue]));
  const found = new Map<string, CentreQueue>();
  for (const { queueId, mediaType, offered } of demand) {
    const key = queueKey(queueId, mediaType);
    if (offered === 0 || found.has(key)) continue;
    const queue = known.get(queueId);
    if (queue === undefined) throw new RangeError(`contacts of a queue that is not in the setup: ${queueId}`);
    found.set(key, centreQueue(queue, mediaType));
  }
  if (found.size === 0) throw new RangeError('there are no contacts in the history');
  return [...found.keys()].sort().flatMap((key) => found.get(key) ?? []);
}

const EVALUATIONS: Record<RoutedQueue['method'], SkillEvaluation> = {
  'all-skills': 'all-skills',
  'best-available': 'best-available',
  'disregard-skills': 'disregard-skills',
  predictive: 'all-skills',
};

const centreQueue = ({ id, name, method, rings, targets }: RoutedQueue, mediaType: string): CentreQueue => ({
  queueId: id,
  queueName: name,
  mediaType,
  evaluation: EVALUATIONS[method],
  rings: rings
    .slice(0, MOST_DROPPING_RINGS)
    .map(({ waitSeconds, dropSkillIds }) => ({ waitSeconds, dropSkills: dropSkillIds })),
  withinSeconds: targets.find((target) => target.mediaType === mediaType)?.withinSeconds ?? DEFAULT_WITHIN_SECONDS,
});

function agentsOnQueue(
  { agents }: RoutingSetup,
  queues: readonly CentreQueue[],
  fractions: ReadonlyMap<string, Float64Array>,
  paceOf: ReadonlyMap<string, number>,
): CentreAgent[] {
  const found = agents.flatMap(({ id, name, queueIds, skills }) => {
    const fraction = fractions.get(id);
    const places = queues.flatMap(({ queueId }, place) => (queueIds.includes(queueId) ? [place] : []));
    if (fraction === undefined || places.length === 0) return [];
    const proficiencies = Object.fromEntries(skills.map(({ skillId, proficiency }) => [skillId, proficiency]));
    return [{ id, name, queues: places, proficiencies, pace: paceOf.get(id) ?? 1, fraction }];
  });
  if (found.length === 0)
    throw new RangeError('nobody was on queue in the history who is a member of a queue with contacts');
  // Agents who are alike follow each other, so that their rounding is out of step.
  found.sort((a, b) => compare(JSON.stringify([a.queues, a.id]), JSON.stringify([b.queues, b.id])));
  return found.map(({ fraction, ...agent }, place) => ({ ...agent, present: wholePresence(fraction, place) }));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function contactsByDay(
  demand: readonly SkillDemand[],
  { dayCount, dayOf, slotOf, slotsPerDay }: TypicalWeek,
): [contacts: number[], weekdays: number[]] {
  const contacts = new Array<number>(dayCount).fill(0);
  const weekdays = new Array<number>(dayCount).fill(-1);
  for (const { intervalStart, offered } of demand) {
    const day = dayOf(intervalStart);
    contacts[day] += offered;
    weekdays[day] = Math.floor(slotOf(intervalStart) / slotsPerDay);
  }
  // A day without any contact was closed, and tells nothing about busy days.
  return [contacts, weekdays];
}

function handleMean(name: string, mean: number | undefined): number {
  if (mean === undefined) throw new RangeError(`no contact of ${name} was ever handled: its handle time is unknown`);
  return mean;
}

function setupWarnings({ queues }: RoutingSetup, found: readonly CentreQueue[]): string[] {
  const used = new Set(found.map(({ queueId }) => queueId));
  const media = new Set(found.map(({ mediaType }) => mediaType));
  return queues
    .flatMap((queue) => {
      if (!used.has(queue.id)) return [`${queue.name} had no contacts and is left out`];
      const warnings: string[] = [];
      if (queue.method === 'predictive')
        warnings.push(
          `predictive routing of ${queue.name} cannot be simulated: agents with all skills are taken instead`,
        );
      if (queue.rings.length > MOST_DROPPING_RINGS)
        warnings.push(
          `${queue.name} has more rings than can be simulated: only the first ${MOST_DROPPING_RINGS} drop skills`,
        );
      for (const medium of media)
        if (
          found.some((one) => one.queueId === queue.id && one.mediaType === medium) &&
          !queue.targets.some((target) => target.mediaType === medium)
        )
          warnings.push(`${queue.name} names no target for ${medium}: ${DEFAULT_WITHIN_SECONDS} seconds are taken`);
      return warnings;
    })
    .concat(
      [...media].some((medium) => medium !== 'voice' && medium !== 'callback')
        ? ['agents are taken to handle one contact at a time, messages and chats too']
        : [],
    );
}

function agentWarnings({ agents }: RoutingSetup, used: readonly CentreAgent[], work: readonly AgentWork[]): string[] {
  const unused = agents.length - used.length;
  const missed = work.reduce((sum, { notResponding }) => sum + notResponding, 0);
  const rung = missed + work.reduce((sum, { handled }) => sum + handled, 0);
  return [
    ...(unused > 0 ? [`${unused} agents were never on queue or are in no queue with contacts, and are left out`] : []),
    ...(missed > MISSED_WORTH_TELLING * rung
      ? [`${missed} contacts rang at an agent without an answer; simulated agents always answer`]
      : []),
  ];
}

const MISSED_WORTH_TELLING = 0.05;

/** Contacts that nobody may take, and that never give up, would wait forever. */
function unservedWarnings(centre: Centre, { skills }: RoutingSetup): string[] {
  const nameOf = new Map(skills.map(({ id, name }) => [id, name]));
  const served = new Set(centre.agents.map(eligibilityIn(centre)).flatMap(({ types }) => types));
  return centre.contactTypes.flatMap(({ queue, skillIds, meanPatienceSeconds }, type) => {
    if (served.has(type)) return [];
    const asked = skillIds.map((id) => nameOf.get(id) ?? id).join(' and ');
    const { queueName } = centre.queues[queue];
    const what = `nobody may take the contacts of ${queueName}${asked === '' ? '' : ` that ask for ${asked}`}`;
    if (meanPatienceSeconds === undefined) throw new RangeError(`${what}, and they never give up`);
    return [`${what}: all of them give up`];
  });
}
