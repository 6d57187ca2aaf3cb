import { serviceLevel } from '../staffing/queue-model.ts';
import type { Centre, CentreAgent } from './centre.ts';
import { eligibilityIn } from './eligibility.ts';
import { movedAgents } from './moved-agents.ts';
import type { SkillMove } from './skill-move.ts';

/** The service level of a queue by the formula for single queues, or why it does not hold there. */
export type ErlangServiceLevel = { readonly serviceLevel: number } | { readonly invalid: string };

/**
 * By queue of a centre after moves: Erlang A in each interval of the typical week, or C where nobody gives up, weighed by contacts.
 * Such formulas know one queue of identical agents in a steady state, so this is told only where all contacts of a queue are taken by
 * the same agents, who take nothing else, and where an interval is long against a contact and never overloaded. How days vary and how
 * handle times are spread they do not know. Green, Kolesar and Soares, Improving the SIPP approach for staffing service systems that
 * have cyclic demands, Operations Research 49 (2001) 549-564.
 */
export function erlangServiceLevels(centre: Centre, moves: readonly SkillMove[]): ErlangServiceLevel[] {
  const agents = movedAgents(centre, moves);
  const eligibilityOf = eligibilityIn(centre);
  const typesOf = new Map(agents.map((agent) => [agent, eligibilityOf(agent).types]));
  return centre.queues.map((_, queue) => erlangServiceLevel(centre, queue, typesOf));
}

/** A contact must be over well within the interval that is taken for a steady state. */
const LONGEST_CONTACT_FRACTION = 0.5;

function erlangServiceLevel(
  centre: Centre,
  queue: number,
  typesOf: ReadonlyMap<CentreAgent, readonly number[]>,
): ErlangServiceLevel {
  const { contactTypes, intervalSeconds, queues } = centre;
  const own = contactTypes.flatMap((type, place) => (type.queue === queue ? [place] : []));
  const takers = [...typesOf].filter(([, types]) => types.some((type) => own.includes(type)));
  if (takers.length === 0) return { invalid: 'nobody may take its contacts' };
  if (takers.some(([, types]) => types.some((type) => !own.includes(type))))
    return { invalid: 'its agents take contacts of other queues too' };
  if (takers.some(([, types]) => types.length < own.length))
    return { invalid: 'not all of its agents may take all of its contacts' };
  if (queues[queue].rings.length > 0 && own.some((type) => contactTypes[type].skillIds.length > 0))
    return { invalid: 'its rings bring other agents while a contact waits' };
  const agents = takers.map(([agent]) => agent);
  const meanHandleSeconds =
    handleSecondsOf(centre, own) * (agents.reduce((sum, { pace }) => sum + pace, 0) / agents.length);
  if (meanHandleSeconds > LONGEST_CONTACT_FRACTION * intervalSeconds)
    return { invalid: 'a contact takes longer than half an interval, so that no interval is in a steady state' };
  return weighedOverWeek(centre, own, agents, meanHandleSeconds);
}

function handleSecondsOf({ contactTypes }: Centre, own: readonly number[]): number {
  let seconds = 0;
  let contacts = 0;
  for (const type of own)
    for (const arrivals of contactTypes[type].arrivals) {
      seconds += arrivals * contactTypes[type].meanHandleSeconds;
      contacts += arrivals;
    }
  return seconds / contacts;
}

function weighedOverWeek(
  { contactTypes, intervalSeconds, queues }: Centre,
  own: readonly number[],
  agents: readonly CentreAgent[],
  ahtSeconds: number,
): ErlangServiceLevel {
  const [{ queue, meanPatienceSeconds }] = own.map((type) => contactTypes[type]);
  const model =
    meanPatienceSeconds === undefined
      ? ({ name: 'erlang-c' } as const)
      : ({ name: 'erlang-a', meanPatienceSeconds } as const);
  let inTime = 0;
  let contacts = 0;
  for (let slot = 0; slot < contactTypes[own[0]].arrivals.length; slot++) {
    const contactsPerInterval = own.reduce((sum, type) => sum + contactTypes[type].arrivals[slot], 0);
    if (contactsPerInterval === 0) continue;
    const there = agents.reduce((sum, { present }) => sum + present[slot], 0);
    if (contactsPerInterval * ahtSeconds >= there * intervalSeconds)
      return { invalid: 'more comes than its agents can do in some interval, and waits into the next' };
    const { withinSeconds } = queues[queue];
    inTime +=
      contactsPerInterval *
      (serviceLevel(model, { contactsPerInterval, intervalSeconds, ahtSeconds }, there, { withinSeconds }) ?? 0);
    contacts += contactsPerInterval;
  }
  return contacts === 0 ? { invalid: 'it has no contacts' } : { serviceLevel: inTime / contacts };
}
