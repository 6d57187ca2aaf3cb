import type { Stretch } from './duty-roster.ts';
import type { Random } from './random.ts';

/** What contacts ask for, and how many come when. */
export interface ContactKind {
  readonly queueId: string;
  readonly skillIds: readonly string[];
  readonly perHour: number;
  readonly meanHandleMs: number;
}

export interface RoutingMethod {
  readonly method: 'ALL' | 'BEST' | 'NONE';
  /** The skills that a contact drops after so long. */
  readonly rings: readonly { readonly waitMs: number; readonly dropSkillIds: readonly string[] }[];
}

export interface RosteredAgent {
  readonly id: string;
  readonly queueIds: readonly string[];
  /** Proficiency by skill. */
  readonly skills: ReadonlyMap<string, number>;
  /** Handle times are multiplied by this. */
  readonly slowness: number;
  readonly stretches: readonly Stretch[];
}

/** What became of a contact. */
export interface RoutedContact {
  readonly kind: ContactKind;
  readonly offeredMs: number;
  /** Agents at whom it rang in vain, each for RING_MS. */
  readonly unanswered: readonly { readonly agentId: string; readonly startMs: number }[];
  /** Waits end with an answer or with the caller's patience. */
  readonly endMs: number;
  readonly handling?: { readonly agentId: string; readonly handleMs: number };
}

export const RING_MS = 20_000;
const UNANSWERED_SHARE = 0.015;
const MEAN_PATIENCE_MS = 180_000;
/** Coefficient of variation of handle times. */
const VARIATION = 0.7;

interface Waiting {
  readonly kind: ContactKind;
  readonly offeredMs: number;
  readonly patienceMs: number;
  /** Handle time with an agent of slowness 1. */
  readonly handleMs: number;
  needs: readonly string[];
  readonly unanswered: { readonly agentId: string; readonly startMs: number }[];
}

interface Desk {
  readonly agent: RosteredAgent;
  freeAtMs: number;
}

interface Event {
  readonly atMs: number;
  happen(): void;
}

/** One day of a centre, contact by contact: whoever waits longest goes first, to the agent whom his queue's method prefers. */
export function routedDay(
  open: Stretch,
  kinds: readonly ContactKind[],
  methods: ReadonlyMap<string, RoutingMethod>,
  agents: readonly RosteredAgent[],
  random: Random,
): RoutedContact[] {
  const desks = agents.map((agent): Desk => ({ agent, freeAtMs: 0 }));
  const line: Waiting[] = [];
  const ended: RoutedContact[] = [];
  const agenda: Event[] = [];
  const plan = (atMs: number, happen: () => void): void => {
    agenda.splice(firstAfter(agenda, atMs), 0, { atMs, happen });
  };
  const end = (contact: Waiting, endMs: number, handling?: RoutedContact['handling']): void => {
    line.splice(line.indexOf(contact), 1);
    const { kind, offeredMs, unanswered } = contact;
    ended.push({ kind, offeredMs, unanswered, endMs, ...(handling === undefined ? {} : { handling }) });
  };
  const enter = (contact: Waiting): void => {
    line.push(contact);
    plan(contact.offeredMs + contact.patienceMs, () => {
      if (line.includes(contact)) end(contact, contact.offeredMs + contact.patienceMs);
    });
    let leavesRingMs = contact.offeredMs;
    for (const { waitMs, dropSkillIds } of methodOf(contact).rings) {
      leavesRingMs += waitMs;
      plan(leavesRingMs, () => {
        contact.needs = contact.needs.filter((skillId) => !dropSkillIds.includes(skillId));
      });
    }
  };
  const methodOf = ({ kind }: Waiting): RoutingMethod => methods.get(kind.queueId) ?? { method: 'ALL', rings: [] };
  const ring = (contact: Waiting, { agent, ...desk }: Desk, nowMs: number): number => {
    if (random() < UNANSWERED_SHARE) {
      contact.unanswered.push({ agentId: agent.id, startMs: nowMs });
      return nowMs + RING_MS;
    }
    const handleMs = Math.ceil(contact.handleMs * agent.slowness);
    end(contact, nowMs, { agentId: agent.id, handleMs });
    return Math.max(desk.freeAtMs, nowMs + handleMs);
  };
  const assign = (nowMs: number): void => {
    for (const contact of [...line]) {
      const desk = preferred(contact, methodOf(contact), desks, nowMs);
      if (desk === undefined) continue;
      desk.freeAtMs = ring(contact, desk, nowMs);
      plan(desk.freeAtMs, () => {});
    }
  };

  for (const contact of arrivals(open, kinds, random)) plan(contact.offeredMs, () => enter(contact));
  for (const { stretches } of agents) for (const [startMs] of stretches) plan(startMs, () => {});
  for (let event = agenda.shift(); event !== undefined; event = agenda.shift()) {
    event.happen();
    assign(event.atMs);
  }
  return ended;
}

/** Where an event goes that comes after all others of its time; `agenda` is in order of time. */
function firstAfter(agenda: readonly Event[], atMs: number): number {
  let [low, high] = [0, agenda.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (agenda[middle].atMs > atMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The free agent to whom a contact goes: by proficiency where the queue asks for the best, else whoever is free the longest. */
function preferred(
  contact: Waiting,
  { method }: RoutingMethod,
  desks: readonly Desk[],
  nowMs: number,
): Desk | undefined {
  const able = desks.filter(({ agent, freeAtMs }) => {
    if (freeAtMs > nowMs || !agent.queueIds.includes(contact.kind.queueId)) return false;
    if (!agent.stretches.some(([from, to]) => nowMs >= from && nowMs < to)) return false;
    return method === 'NONE' || contact.needs.every((skillId) => agent.skills.has(skillId));
  });
  const rating = ({ agent }: Desk): number =>
    method === 'BEST' ? contact.needs.reduce((sum, skillId) => sum + (agent.skills.get(skillId) ?? 0), 0) : 0;
  return able.sort((a, b) => rating(b) - rating(a) || a.freeAtMs - b.freeAtMs)[0];
}

/** In order of time. */
function arrivals([openMs, closeMs]: Stretch, kinds: readonly ContactKind[], random: Random): Waiting[] {
  const contacts = kinds.flatMap((kind) => {
    const ofKind: Waiting[] = [];
    const next = (fromMs: number): number => fromMs + (-3_600_000 * Math.log(random())) / kind.perHour;
    for (let at = next(openMs); at < closeMs; at = next(at)) {
      ofKind.push({
        kind,
        offeredMs: Math.floor(at),
        patienceMs: Math.ceil(-MEAN_PATIENCE_MS * Math.log(random())),
        handleMs: lognormalMs(kind.meanHandleMs, random),
        needs: kind.skillIds,
        unanswered: [],
      });
    }
    return ofKind;
  });
  return contacts.sort((a, b) => a.offeredMs - b.offeredMs);
}

/** Box and Muller. */
function lognormalMs(meanMs: number, random: Random): number {
  const variance = Math.log(1 + VARIATION ** 2);
  const normal = Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  return meanMs * Math.exp(Math.sqrt(variance) * normal - variance / 2);
}
