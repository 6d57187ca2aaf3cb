import type { AgentGroup, Queue, Scenario } from '../../src/simulation/scenario.ts';

/** A contact with all its luck drawn. Times in seconds since the opening. */
export interface PlainContact {
  readonly type: number;
  readonly arrivalSeconds: number;
  readonly deadlineSeconds: number;
  readonly handleSeconds: number;
}

interface PlainAgent {
  readonly group: number;
  since: number;
  busyUntil: number | undefined;
}

interface PlainResult {
  readonly answered: number[];
  readonly answeredWaitSeconds: number[];
  readonly abandoned: number[];
  readonly abandonedWaitSeconds: number[];
  readonly waiting: number[];
  readonly busySeconds: number[];
  readonly onQueueSeconds: number[];
  /** Integral over time of the number of contacts waiting. */
  waitingArea: number;
}

/**
 * The rules of the simulator written down without any thought of speed: agents and contacts are objects in lists, everything that
 * can happen is looked through at every step, a contact that gives up is an event, and every list is integrated over time.
 */
export function plainSimulation(scenario: Scenario, contacts: readonly PlainContact[]): PlainResult {
  const { intervalSeconds, intervals, contactTypes, agentGroups } = scenario;
  const end = intervals * intervalSeconds;
  const zeros = (n: number) => new Array<number>(n).fill(0);
  const result: PlainResult = {
    answered: zeros(contactTypes.length),
    answeredWaitSeconds: zeros(contactTypes.length),
    abandoned: zeros(contactTypes.length),
    abandonedWaitSeconds: zeros(contactTypes.length),
    waiting: zeros(contactTypes.length),
    busySeconds: zeros(agentGroups.length),
    onQueueSeconds: zeros(agentGroups.length),
    waitingArea: 0,
  };
  const coming = [...contacts].sort((a, b) => a.arrivalSeconds - b.arrivalSeconds);
  let waiting: PlainContact[] = [];
  let agents: PlainAgent[] = [];
  let now = 0;
  /** By group: how many of the next to finish are to leave. */
  const leaving = zeros(agentGroups.length);

  const answer = (contact: PlainContact, agent: PlainAgent): void => {
    waiting = waiting.filter((other) => other !== contact);
    agent.busyUntil = now + contact.handleSeconds * agentGroups[agent.group].handleTimeMultiplier;
    result.answered[contact.type]++;
    result.answeredWaitSeconds[contact.type] += now - contact.arrivalSeconds;
  };
  const rankOf = (contact: PlainContact, agent: PlainAgent): number | undefined => {
    const { queue: name, skills } = contactTypes[contact.type];
    const queue = scenario.queues.find((other) => other.name === name);
    return queue && rank(queue, skills, agentGroups[agent.group], now - contact.arrivalSeconds);
  };
  const offerToIdle = (contact: PlainContact): void => {
    const able = agents.filter((agent) => agent.busyUntil === undefined && rankOf(contact, agent) !== undefined);
    able.sort(
      (a, b) => (rankOf(contact, b) ?? 0) - (rankOf(contact, a) ?? 0) || a.since - b.since || a.group - b.group,
    );
    if (able.length > 0) answer(contact, able[0]);
  };
  const takeWaiting = (agent: PlainAgent): void => {
    const able = waiting.filter((contact) => rankOf(contact, agent) !== undefined);
    const score = ({ type, arrivalSeconds }: PlainContact) => now - arrivalSeconds + 60 * contactTypes[type].priority;
    able.sort((a, b) => score(b) - score(a));
    agent.since = now;
    agent.busyUntil = undefined;
    if (able.length > 0) answer(able[0], agent);
  };
  const changeStaff = (interval: number): void => {
    agentGroups.forEach(({ agentsPerInterval }, group) => {
      let change = agentsPerInterval[interval] + leaving[group] - agents.filter((a) => a.group === group).length;
      for (; change > 0 && leaving[group] > 0; change--) leaving[group]--;
      for (; change > 0; change--) {
        const agent: PlainAgent = { group, since: now, busyUntil: undefined };
        agents.push(agent);
        takeWaiting(agent);
      }
      for (; change < 0; change++) {
        const idle = agents.filter((a) => a.group === group && a.busyUntil === undefined);
        idle.sort((a, b) => a.since - b.since);
        if (idle.length > 0) agents = agents.filter((a) => a !== idle[0]);
        else leaving[group]++;
      }
    });
  };
  const passTo = (time: number): void => {
    result.waitingArea += waiting.length * (time - now);
    for (const { group, busyUntil } of agents) {
      result.onQueueSeconds[group] += time - now;
      if (busyUntil !== undefined) result.busySeconds[group] += time - now;
    }
    now = time;
  };
  const ringEntries = (contact: PlainContact): number[] => {
    const rings = scenario.queues.find(({ name }) => name === contactTypes[contact.type].queue)?.rings ?? [];
    return rings.map((_, i) => contact.arrivalSeconds + ringStart(rings, i + 1)).filter((time) => time > now);
  };

  changeStaff(0);
  for (;;) {
    const boundary = (Math.floor(now / intervalSeconds) + 1) * intervalSeconds;
    const times = [
      boundary,
      ...coming.slice(0, 1).map(({ arrivalSeconds }) => arrivalSeconds),
      ...agents.flatMap(({ busyUntil }) => busyUntil ?? []),
      ...waiting.map(({ deadlineSeconds }) => deadlineSeconds),
      ...waiting.flatMap(ringEntries),
    ];
    passTo(Math.min(...times));
    if (now === end) break;
    if (now === boundary) changeStaff(boundary / intervalSeconds);
    for (const contact of waiting.filter(({ deadlineSeconds }) => deadlineSeconds === now)) {
      waiting = waiting.filter((other) => other !== contact);
      result.abandoned[contact.type]++;
      result.abandonedWaitSeconds[contact.type] += now - contact.arrivalSeconds;
    }
    for (const agent of agents.filter(({ busyUntil }) => busyUntil === now)) {
      if (leaving[agent.group] > 0) {
        leaving[agent.group]--;
        agents = agents.filter((other) => other !== agent);
      } else takeWaiting(agent);
    }
    if (coming.length > 0 && coming[0].arrivalSeconds === now) waiting.push(...coming.splice(0, 1));
    for (const contact of [...waiting]) offerToIdle(contact);
  }
  for (const { type } of waiting) result.waiting[type]++;
  return result;
}

const ringStart = (rings: Queue['rings'], ring: number): number => {
  let start = 0;
  for (let i = 0; i < ring; i++) start += rings[i].waitSeconds;
  return start;
};

/** How gladly an agent is asked after a wait, undefined when the agent may not take the contact. */
function rank(queue: Queue, skills: readonly string[], group: AgentGroup, waited: number): number | undefined {
  if (!group.queues.includes(queue.name)) return undefined;
  // A ring is entered at a time that was rounded once; what is left of a second then is rounding.
  const dropped = queue.rings.flatMap(({ dropSkills }, i) =>
    waited >= ringStart(queue.rings, i + 1) - 1e-9 ? dropSkills : [],
  );
  const asked = skills.filter((skill) => !dropped.includes(skill));
  if (queue.skillEvaluation === 'disregard-skills') return 0;
  if (asked.some((skill) => !(skill in group.proficiencies))) return undefined;
  if (queue.skillEvaluation === 'all-skills' || asked.length === 0) return 0;
  return asked.reduce((sum, skill) => sum + group.proficiencies[skill], 0) / asked.length;
}
