import type { AgentGroup, Scenario } from '../simulation/scenario.ts';
import type { Centre, CentreAgent } from './centre.ts';
import { scenarioContactType, scenarioQueue } from './scenario-parts.ts';

/** A centre that is open at midnight has contacts waiting then, so so much of the day before is played, and of the day after. */
const BEFORE_SECONDS = 7200;
const AFTER_SECONDS = 3600;

/**
 * A weekday, Sunday 0, of a centre whose agents are in groups of agents who are alike. Only the contact types of `played` come; the
 * others keep their place and their random numbers. Undefined on a day without contacts.
 */
export function dayScenario(
  centre: Centre,
  groups: readonly (readonly CentreAgent[])[],
  weekday: number,
  played: ReadonlySet<number>,
): Scenario | undefined {
  const slots = playedSlots(centre, weekday);
  if (slots === undefined) return undefined;
  const { intervalSeconds, queues, contactTypes, dayVariationFraction } = centre;
  const intervals = slots.all.length;
  const agentGroups = groups.flatMap((agents, place) => agentGroup(agents, place, slots.all));
  return {
    intervalSeconds,
    intervals,
    measuredFrom: slots.measuredFrom,
    measuredTo: slots.measuredTo,
    queues: queues.map(scenarioQueue),
    contactTypes: contactTypes.map((type, place) =>
      scenarioContactType(
        type,
        slots.all.map((slot) => (played.has(place) ? type.arrivals[slot] : 0)),
      ),
    ),
    agentGroups: agentGroups.length === 0 ? [nobody(intervals)] : agentGroups,
    busyness: { variationFraction: dayVariationFraction, intervalsPerBlock: intervals },
  };
}

interface PlayedSlots {
  readonly all: readonly number[];
  readonly measuredFrom: number;
  readonly measuredTo: number;
}

/** From the first contact or agent of the day to the last, and what belongs to it on both sides of midnight. */
function playedSlots(
  { slotsPerDay, intervalSeconds, contactTypes, agents }: Centre,
  weekday: number,
): PlayedSlots | undefined {
  const week = 7 * slotsPerDay;
  const comes = (slot: number): boolean => contactTypes.some(({ arrivals }) => arrivals[slot] > 0);
  const works = (slot: number): boolean => agents.some(({ present }) => present[slot] === 1);
  const midnight = weekday * slotsPerDay;
  const day = Array.from({ length: slotsPerDay }, (_, i) => midnight + i);
  if (!day.some(comes)) return undefined;
  const open = day.map((slot) => comes(slot) || works(slot));
  const first = open.indexOf(true);
  const last = open.lastIndexOf(true);
  const before = first === 0 ? Math.ceil(BEFORE_SECONDS / intervalSeconds) : 0;
  const after = last === slotsPerDay - 1 ? Math.ceil(AFTER_SECONDS / intervalSeconds) : 0;
  const measured = last - first + 1;
  return {
    all: Array.from({ length: before + measured + after }, (_, i) => (midnight + first - before + i + week) % week),
    measuredFrom: before,
    measuredTo: before + measured,
  };
}

function agentGroup(agents: readonly CentreAgent[], place: number, slots: readonly number[]): AgentGroup[] {
  const agentsPerInterval = slots.map((slot) => agents.reduce((sum, { present }) => sum + present[slot], 0));
  if (agentsPerInterval.every((many) => many === 0)) return [];
  const [{ queues, proficiencies, pace }] = agents;
  return [
    { name: String(place), queues: queues.map(String), proficiencies, agentsPerInterval, handleTimeMultiplier: pace },
  ];
}

/** The engine wants somebody to be there: who may take nothing. */
const nobody = (intervals: number): AgentGroup => ({
  name: 'nobody',
  queues: [],
  proficiencies: {},
  agentsPerInterval: new Array<number>(intervals).fill(1),
  handleTimeMultiplier: 1,
});
