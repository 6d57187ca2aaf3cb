import type { AgentGroup, ContactType, Queue, Scenario } from './scenario.ts';

const MOST_DROPPING_RINGS = 5;
const BEST_PROFICIENCY = 5;

/** Throws RangeError, naming the part and its value, when a scenario cannot be. Durations and the queues of contact types are
 * checked where they are looked at. */
export function checkScenario(scenario: Scenario): void {
  const { intervalSeconds, intervals, measuredFrom, measuredTo, queues, contactTypes, agentGroups, busyness } =
    scenario;
  need(intervalSeconds > 0 && Number.isFinite(intervalSeconds), 'intervalSeconds must be above 0', intervalSeconds);
  need(Number.isSafeInteger(intervals) && intervals > 0, 'intervals must be whole and above 0', intervals);
  need(Number.isInteger(measuredFrom) && measuredFrom >= 0, 'measuredFrom must be whole and 0 or more', measuredFrom);
  need(
    Number.isInteger(measuredTo) && measuredTo > measuredFrom && measuredTo <= intervals,
    `measuredTo must be whole, above measuredFrom and at most ${intervals}`,
    measuredTo,
  );
  need(
    isNotNegative(busyness.variationFraction),
    'variation of busyness must be 0 or more',
    busyness.variationFraction,
  );
  need(
    Number.isInteger(busyness.intervalsPerBlock) && busyness.intervalsPerBlock > 0,
    'intervalsPerBlock of busyness must be whole and above 0',
    busyness.intervalsPerBlock,
  );
  need(contactTypes.length > 0, 'contact types must be one or more', 0);
  need(agentGroups.length > 0, 'agent groups must be one or more', 0);
  const names = checkQueues(queues);
  for (const type of contactTypes) checkContactType(type, intervals);
  for (const group of agentGroups) checkAgentGroup(group, intervals, names);
}

function checkQueues(queues: readonly Queue[]): Set<string> {
  const names = new Set<string>();
  for (const { name, rings, serviceLevelSeconds } of queues) {
    need(!names.has(name), 'names of queues must differ', name);
    names.add(name);
    need(
      isNotNegative(serviceLevelSeconds),
      `time of the service level of ${name} must be 0 or more`,
      serviceLevelSeconds,
    );
    need(rings.length <= MOST_DROPPING_RINGS, `rings of ${name} must be ${MOST_DROPPING_RINGS} or fewer`, rings.length);
    for (const { waitSeconds } of rings)
      need(
        waitSeconds > 0 && Number.isFinite(waitSeconds),
        `waits of the rings of ${name} must be above 0`,
        waitSeconds,
      );
  }
  return names;
}

function checkContactType(type: ContactType, intervals: number): void {
  const { name, priority, arrivalsPerInterval, handleTimeMultipliers } = type;
  need(Number.isFinite(priority), `priority of ${name} must be finite`, priority);
  checkLength(`arrivals of ${name}`, arrivalsPerInterval, intervals);
  for (const arrivals of arrivalsPerInterval)
    need(isNotNegative(arrivals), `arrivals of ${name} must be 0 or more`, arrivals);
  if (handleTimeMultipliers === undefined) return;
  checkLength(`handle time multipliers of ${name}`, handleTimeMultipliers, intervals);
  for (const multiplier of handleTimeMultipliers)
    need(
      multiplier > 0 && Number.isFinite(multiplier),
      `handle time multipliers of ${name} must be above 0`,
      multiplier,
    );
}

function checkAgentGroup(group: AgentGroup, intervals: number, queues: ReadonlySet<string>): void {
  const { name, proficiencies, agentsPerInterval, handleTimeMultiplier } = group;
  for (const queue of group.queues) need(queues.has(queue), `queues of ${name} must be among the queues`, queue);
  for (const [skill, proficiency] of Object.entries(proficiencies))
    need(
      proficiency >= 0 && proficiency <= BEST_PROFICIENCY,
      `proficiency of ${name} in ${skill} must be from 0 to ${BEST_PROFICIENCY}`,
      proficiency,
    );
  need(
    handleTimeMultiplier > 0 && Number.isFinite(handleTimeMultiplier),
    `handle time multiplier of ${name} must be above 0`,
    handleTimeMultiplier,
  );
  checkLength(`agents of ${name}`, agentsPerInterval, intervals);
  for (const agents of agentsPerInterval)
    need(Number.isSafeInteger(agents) && agents >= 0, `agents of ${name} must be whole and 0 or more`, agents);
  need(
    agentsPerInterval.some((agents) => agents > 0),
    `agents of ${name} must be above 0 in some interval`,
    0,
  );
}

function checkLength(name: string, values: readonly number[], intervals: number): void {
  need(values.length === intervals, `${name} must be given for ${intervals} intervals`, values.length);
}

const isNotNegative = (value: number): boolean => value >= 0 && Number.isFinite(value);

function need(holds: boolean, demand: string, value: number | string): void {
  if (!holds) throw new RangeError(`${demand}, not ${value}`);
}
