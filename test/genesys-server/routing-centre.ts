/**
 * The routing centre: three queues for calls, twelve agents, six skills, two weeks from Monday 2026-03-02 to Sunday 2026-03-15
 * in UTC, open from 9 to 18 on weekdays and from 10 to 14 on Saturdays. Contacts are simulated one by one (routed-day.ts) from a
 * fixed seed, so that demand, handle times and the agents' time agree to the millisecond.
 *
 * | queue   | contacts ask for      | per hour | handle time | method                                |
 * | ------- | --------------------- | -------- | ----------- | ------------------------------------- |
 * | Orders  | Orders                | 18       | 200 s       | best available                        |
 * | Support | Technical             | 18       | 300 s       | all skills; French is dropped at 60 s |
 * |         | Technical, French     | 5        | 330 s       |                                       |
 * | Billing | Invoices              | 25       | 270 s       | all skills                            |
 * |         | Invoices, French      | 3        | 300 s       |                                       |
 * |         | Invoices, Complaints  | 1        | 420 s       |                                       |
 *
 * | agents   | queues          | skills                                                         |
 * | -------- | --------------- | -------------------------------------------------------------- |
 * | 1 and 2  | Orders, Billing | Orders; 1 also Complaints: neither can take a call of Billing   |
 * | 3        | Orders          | Orders                                                         |
 * | 4        | Orders          | Orders at proficiency 1, so that the others are preferred      |
 * | 5 to 9   | Support         | Technical; 5 and 6 also French; 8 also Orders; 9 also Network  |
 * | 10 to 12 | Billing         | Invoices; 11 also Technical and Complaints; 12 also French     |
 *
 * Billing starves while Orders has idle agents: Invoices for agent 1 or 2 is the move that helps. Nobody asks for Network. Agent 8
 * is no member of Orders, and agent 11 a member of Support who has not joined. Agents follow duty-roster.ts.
 */
import type { Centre, CentreRouting, CentreWorkforce, ContactStream, RoutingStatus } from './centre.ts';
import { atMinute, localDay, plannedStretches, type Stretch } from './duty-roster.ts';
import { type MetricLedger, metricLedger } from './metric-ledger.ts';
import { seededRandom } from './random.ts';
import { type ContactKind, RING_MS, type RosteredAgent, type RoutedContact, routedDay } from './routed-day.ts';

const SEED = 20260302;
const ZONE = 'UTC';
const FIRST_DAY = Date.UTC(2026, 2, 2) / 86_400_000;
const DAYS = 14;
const FIRST_MS = FIRST_DAY * 86_400_000;
/** The history ends with the last of these; a day more, since work may outlast a day. */
const QUARTERS = (DAYS + 1) * 96;
const TARGET = { percentage: 0.8, durationMs: 20_000 };

const uuid = (kind: string, number: number): string => `5c1a11e4-${kind}-4000-8000-${String(number).padStart(12, '0')}`;

/** Ids by name, so that tests read like the tables above. */
export const QUEUE = { orders: uuid('0001', 1), support: uuid('0001', 2), billing: uuid('0001', 3) } as const;

export const SKILL = {
  orders: uuid('0002', 1),
  technical: uuid('0002', 2),
  invoices: uuid('0002', 3),
  french: uuid('0002', 4),
  complaints: uuid('0002', 5),
  network: uuid('0002', 6),
} as const;

/** The id of an agent by his number, from 1 to 12. */
export const agent = (number: number): string => uuid('0003', number);

const kind = (
  queue: keyof typeof QUEUE,
  skills: readonly (keyof typeof SKILL)[],
  perHour: number,
  seconds: number,
) => ({
  queueId: QUEUE[queue],
  skillIds: skills.map((skill) => SKILL[skill]),
  perHour,
  meanHandleMs: 1000 * seconds,
});

const KINDS: readonly ContactKind[] = [
  kind('orders', ['orders'], 18, 200),
  kind('support', ['technical'], 18, 300),
  kind('support', ['technical', 'french'], 5, 330),
  kind('billing', ['invoices'], 25, 270),
  kind('billing', ['invoices', 'french'], 3, 300),
  kind('billing', ['invoices', 'complaints'], 1, 420),
];

const METHODS = new Map([
  [QUEUE.orders, { method: 'BEST', rings: [] } as const],
  [QUEUE.support, { method: 'ALL', rings: [{ waitMs: 60_000, dropSkillIds: [SKILL.french] }] } as const],
  [QUEUE.billing, { method: 'ALL', rings: [] } as const],
]);

interface AgentPlan {
  readonly queues: readonly (keyof typeof QUEUE)[];
  readonly skills: Readonly<Partial<Record<keyof typeof SKILL, number>>>;
  readonly slowness: number;
}

const AGENTS: readonly AgentPlan[] = [
  { queues: ['orders', 'billing'], skills: { orders: 5, complaints: 2 }, slowness: 0.95 },
  { queues: ['orders', 'billing'], skills: { orders: 4 }, slowness: 1 },
  { queues: ['orders'], skills: { orders: 4 }, slowness: 1.1 },
  { queues: ['orders'], skills: { orders: 1 }, slowness: 1.2 },
  { queues: ['support'], skills: { technical: 5, french: 3 }, slowness: 0.9 },
  { queues: ['support'], skills: { technical: 4, french: 4 }, slowness: 1 },
  { queues: ['support'], skills: { technical: 3 }, slowness: 1 },
  { queues: ['support'], skills: { technical: 3, orders: 3 }, slowness: 1.05 },
  { queues: ['support'], skills: { technical: 2, network: 5 }, slowness: 1.15 },
  { queues: ['billing'], skills: { invoices: 5 }, slowness: 0.9 },
  { queues: ['billing'], skills: { invoices: 3, technical: 2, complaints: 4 }, slowness: 1 },
  { queues: ['billing'], skills: { invoices: 3, french: 4 }, slowness: 1.1 },
];

const queueIds = ({ queues }: AgentPlan): string[] => queues.map((queue) => QUEUE[queue]);
const given = ({ skills }: AgentPlan) =>
  Object.entries(skills).map(([skill, proficiency]) => ({ skillId: SKILL[skill as keyof typeof SKILL], proficiency }));

const ROUTING: CentreRouting = {
  skills: Object.entries(SKILL).map(([name, id]) => ({ id, name: `${name[0].toUpperCase()}${name.slice(1)}` })),
  agentSkills: new Map(AGENTS.map((plan, i) => [agent(i + 1), given(plan)])),
  queueSettings: new Map(
    Array.from(METHODS, ([queueId, { method, rings }]) => [
      queueId,
      {
        skillEvaluationMethod: method,
        scoringMethod: 'TimestampAndPriority',
        mediaSettings: { call: { alertingTimeoutSeconds: RING_MS / 1000, serviceLevel: TARGET } },
        ...(rings.length === 0 ? {} : { bullseye: { rings: [...rings.map(ringDocument), { expansionCriteria: [] }] } }),
      },
    ]),
  ),
};

function ringDocument({ waitMs, dropSkillIds }: { readonly waitMs: number; readonly dropSkillIds: readonly string[] }) {
  return {
    expansionCriteria: [{ type: 'TIMEOUT_SECONDS', threshold: waitMs / 1000 }],
    actions: { skillsToRemove: dropSkillIds.map((id) => ({ id })) },
  };
}

/** The centre described above, with every contact of it for tests that count for themselves. */
export function routingCentre(): Centre & {
  routing: CentreRouting;
  workforce: CentreWorkforce;
  contacts: readonly RoutedContact[];
} {
  const contacts = Array.from({ length: DAYS }, (_, day) => contactsOf(day)).flat();
  return {
    organization: { id: uuid('0000', 1), name: 'Routing Centre' },
    queues: [
      { id: QUEUE.orders, name: 'Orders' },
      { id: QUEUE.support, name: 'Support' },
      { id: QUEUE.billing, name: 'Billing' },
    ],
    streams: streamsOf(contacts),
    routing: ROUTING,
    workforce: workforceOf(contacts),
    contacts,
  };
}

function contactsOf(day: number): RoutedContact[] {
  const local = localDay(FIRST_DAY + day);
  if (local.weekday === 0) return [];
  const [from, to] = local.weekday === 6 ? [10, 14] : [9, 18];
  const open: Stretch = [atMinute(ZONE, local, 60 * from), atMinute(ZONE, local, 60 * to)];
  const agents = AGENTS.map(
    (plan, i): RosteredAgent => ({
      id: agent(i + 1),
      queueIds: queueIds(plan),
      skills: new Map(given(plan).map(({ skillId, proficiency }) => [skillId, proficiency])),
      slowness: plan.slowness,
      stretches: plannedStretches(ZONE, local, i),
    }),
  );
  return routedDay(open, KINDS, METHODS, agents, seededRandom(SEED, day));
}

/** What is a queue's, and what is an agent's: the platform tells no agent for what was offered or waited. */
function streamsOf(contacts: readonly RoutedContact[]): ContactStream[] {
  const ledgers = new Map<
    string,
    { readonly dimensions: ContactStream['dimensions']; readonly ledger: MetricLedger }
  >();
  const ledgerOf = ({ queueId, skillIds }: ContactKind, userId?: string): MetricLedger => {
    const dimensions = {
      queueId,
      mediaType: 'voice',
      originatingDirection: 'inbound',
      direction: 'inbound',
      requestedRoutingSkillId: skillIds.join(','),
      ...(userId === undefined ? {} : { userId }),
    };
    const key = JSON.stringify(dimensions);
    const kept = ledgers.get(key) ?? { dimensions, ledger: metricLedger(FIRST_MS, QUARTERS, TARGET.percentage) };
    ledgers.set(key, kept);
    return kept.ledger;
  };
  for (const { kind: asked, offeredMs, endMs, unanswered, handling } of contacts) {
    const waitMs = endMs - offeredMs;
    const ofQueue = ledgerOf(asked);
    ofQueue.count('nOffered', offeredMs);
    ofQueue.time(handling === undefined ? 'tAbandon' : 'tAnswered', endMs, waitMs);
    ofQueue.time('tWait', endMs, waitMs);
    ofQueue.judge(endMs, handling !== undefined && waitMs <= TARGET.durationMs);
    for (const { agentId, startMs } of unanswered) {
      ledgerOf(asked, agentId).time('tNotResponding', startMs + RING_MS, RING_MS);
    }
    if (handling !== undefined) {
      ledgerOf(asked, handling.agentId).time('tHandle', endMs + handling.handleMs, handling.handleMs);
    }
  }
  return Array.from(ledgers.values(), ({ dimensions, ledger }) => ({ dimensions, tally: ledger.tally }));
}

function workforceOf(contacts: readonly RoutedContact[]): CentreWorkforce {
  const busy = contacts.flatMap(({ endMs, handling }) =>
    handling === undefined ? [] : [{ agentId: handling.agentId, stretch: [endMs, endMs + handling.handleMs] as const }],
  );
  const rings = contacts.flatMap(({ unanswered }) =>
    unanswered.map(({ agentId, startMs }) => ({ agentId, stretch: [startMs, startMs + RING_MS] as const })),
  );
  const duty = AGENTS.flatMap((_, i) =>
    Array.from({ length: DAYS }, (_, day) => plannedStretches(ZONE, localDay(FIRST_DAY + day), i))
      .flat()
      .map((stretch) => ({ agentId: agent(i + 1), stretch })),
  );
  const [interacting, ringing, planned] = [busy, rings, duty].map(stretchesByAgent);
  return {
    members(queueId) {
      const joined = AGENTS.flatMap((plan, i) => (queueIds(plan).includes(queueId) ? [member(i + 1, true)] : []));
      return queueId === QUEUE.support ? [...joined, member(11, false)] : joined;
    },
    statuses(userId, borders) {
      if (!ROUTING.agentSkills.has(userId)) return borders.slice(1).map(() => ({}));
      const spent = (stretches: ReadonlyMap<string, readonly Stretch[]>): number[] =>
        overlaps(stretches.get(userId) ?? [], borders);
      const [interactingMs, ringingMs, plannedMs] = [spent(interacting), spent(ringing), spent(planned)];
      return borders.slice(1).map((endMs, i) => {
        if (endMs <= FIRST_MS || borders[i] >= FIRST_MS + DAYS * 86_400_000) return {};
        return statusesOf(endMs - borders[i], plannedMs[i], interactingMs[i], ringingMs[i]);
      });
    },
    businessUnits: [],
    scheduledSeconds: () => undefined,
  };
}

const member = (number: number, joined: boolean) => ({ id: agent(number), name: `Agent ${number}`, joined });

/** Work that outlasts the shift is done on queue all the same. */
function statusesOf(
  totalMs: number,
  plannedMs: number,
  INTERACTING: number,
  NOT_RESPONDING: number,
): Partial<Record<RoutingStatus, number>> {
  const IDLE = Math.max(0, plannedMs - INTERACTING - NOT_RESPONDING);
  const all = { INTERACTING, NOT_RESPONDING, IDLE, OFF_QUEUE: totalMs - IDLE - INTERACTING - NOT_RESPONDING };
  return Object.fromEntries(Object.entries(all).filter(([, ms]) => ms > 0));
}

/** In order of start. */
function stretchesByAgent(all: readonly { readonly agentId: string; readonly stretch: Stretch }[]) {
  const sorted = [...all].sort((a, b) => a.stretch[0] - b.stretch[0]);
  return new Map(
    AGENTS.map((_, i) => [
      agent(i + 1),
      sorted.filter(({ agentId }) => agentId === agent(i + 1)).map(({ stretch }) => stretch),
    ]),
  );
}

/** How much of some stretches, which are in order and do not overlap, lies between neighbouring borders. */
function overlaps(stretches: readonly Stretch[], borders: readonly number[]): number[] {
  let first = 0;
  return borders.slice(1).map((endMs, i) => {
    const startMs = borders[i];
    while (first < stretches.length && stretches[first][1] <= startMs) first++;
    let total = 0;
    for (let at = first; at < stretches.length && stretches[at][0] < endMs; at++) {
      total += Math.min(stretches[at][1], endMs) - Math.max(stretches[at][0], startMs);
    }
    return total;
  });
}
