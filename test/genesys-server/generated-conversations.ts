/**
 * Conversations of a made-up centre, each drawn from a seed and its own number, so that any of a million can be told without
 * the others. They begin at even distances, each somewhere within its distance. Their kinds:
 *
 * | kind     | share | what happens                                                                                      |
 * | -------- | ----- | ------------------------------------------------------------------------------------------------- |
 * | voice    | 55 %  | a menu, a queue, abandoned by 10 %, an agent with some holds; 20 % are handed on, twice at most     |
 * | callback | 10 %  | a voice contact flows out of its queue and is offered there again as a callback, hours later        |
 * | chat     | 15 %  | a queue, abandoned by 10 %, an agent; handed on like voice                                         |
 * | email    | 15 %  | waits in its queue for up to three days, then an agent                                             |
 * | direct   | 5 %   | an agent calls somebody outside of any queue                                                       |
 *
 * Queue, agent, skill, language and wrap-up code are drawn evenly; waiting, talking, holding and after-call work are
 * exponential. After-call work goes on when the conversation has ended. Counters are emitted at once, timers when what they
 * measure ends; handle time is talk, hold and after-call work.
 */
import type {
  CentreConversation,
  CentreMetric,
  CentreParticipant,
  CentreSegment,
  CentreSession,
  ConversationSource,
} from './centre-conversation.ts';
import { exponentialMs, type Random, seededRandom } from './random.ts';

export interface GeneratorPlan {
  readonly seed: number;
  readonly count: number;
  /** The first conversation begins at `startMs` or soon after, the last one before `endMs`. */
  readonly startMs: number;
  readonly endMs: number;
  readonly queueIds: readonly string[];
  readonly userIds: readonly string[];
  readonly skillIds: readonly string[];
  readonly languageIds: readonly string[];
  readonly wrapUpCodes: readonly string[];
  readonly divisionIds: readonly string[];
  /** An answer after this is too late. */
  readonly serviceLevelMs: number;
}

/** Up to here conversations are kept, since drawing one costs more than anything else that is done with it. */
const MOST_KEPT = 5_000;
const HOUR_MS = 3_600_000;
const LONGEST_WAIT_MS = 72 * HOUR_MS;
/** An exponential draw is cut at ten times its mean; three agents at most take that of talk, hold and after-call work. */
const LONGEST_WORK_MS = 24 * HOUR_MS;

/** The conversations described above. */
export function generatedConversations(plan: GeneratorPlan): ConversationSource {
  const distanceMs = (plan.endMs - plan.startMs) / plan.count;
  const startOf = (index: number): number => {
    const earliest = Math.ceil(plan.startMs + index * distanceMs);
    return earliest + Math.floor(seededRandom(plan.seed, index, 1)() * Math.max(0, distanceMs - 1));
  };
  const kept: CentreConversation[] = [];
  return {
    count: plan.count,
    longestMs: LONGEST_WAIT_MS + LONGEST_WORK_MS,
    at(index) {
      if (!(Number.isInteger(index) && index >= 0 && index < plan.count)) throw new Error(`no conversation ${index}`);
      const conversation = kept[index] ?? conversationOf(plan, index, startOf(index));
      if (plan.count <= MOST_KEPT) kept[index] = conversation;
      return conversation;
    },
    firstFrom(ms) {
      const guess = Math.min(plan.count, Math.max(0, Math.floor((ms - plan.startMs) / distanceMs)));
      return guess < plan.count && startOf(guess) < ms ? guess + 1 : guess;
    },
  };
}

interface Story {
  readonly plan: GeneratorPlan;
  readonly random: Random;
  readonly conversationId: string;
  readonly mediaType: CentreSession['mediaType'];
  readonly direction: CentreSession['direction'];
  readonly participants: CentreParticipant[];
}

function conversationOf(plan: GeneratorPlan, index: number, startMs: number): CentreConversation {
  const random = seededRandom(plan.seed, index, 2);
  const id = `c0ffee00-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
  const kind = random();
  const mediaType = kind < 0.65 || kind >= 0.95 ? 'voice' : kind < 0.8 ? 'chat' : 'email';
  const direction = kind < 0.95 ? 'inbound' : 'outbound';
  const story: Story = { plan, random, conversationId: id, mediaType, direction, participants: [] };
  const endMs = endOfStory(story, kind, startMs);
  const customer = participantOf(story, 'customer', {
    mediaType,
    direction,
    ...(mediaType === 'voice' ? { ani: `tel:+1555${String(index).padStart(7, '0')}`, dnis: 'tel:+15550000000' } : {}),
    metrics: [],
    segments: [{ type: 'interact', startMs, endMs, disconnectType: pick(random, ['peer', 'client', 'endpoint']) }],
  });
  return {
    id,
    startMs,
    endMs,
    originatingDirection: direction,
    divisionIds: [pick(random, plan.divisionIds)],
    participants: [customer, ...story.participants],
  };
}

/** Tells the rest of the story, and when the customer leaves. */
function endOfStory(story: Story, kind: number, startMs: number): number {
  if (kind >= 0.95) return work(story, { startMs, purpose: 'user' });
  if (kind >= 0.8) return emailed(story, startMs);
  if (kind >= 0.65) return queued(story, startMs);
  const chosenMs = menu(story, startMs);
  return kind >= 0.55 ? calledBack(story, chosenMs) : queued(story, chosenMs);
}

function menu(story: Story, startMs: number): number {
  const lengthMs = drawn(story.random, 20_000);
  const endMs = startMs + lengthMs;
  const { mediaType, direction } = story;
  story.participants.push(
    participantOf(story, 'ivr', {
      mediaType,
      direction,
      metrics: [timer('tIvr', lengthMs, endMs)],
      segments: [{ type: 'ivr', startMs, endMs, disconnectType: 'transfer' }],
    }),
  );
  return endMs;
}

/** Waits for an agent, who may hand on to another queue. */
function queued(story: Story, enterMs: number, handedOn = 0): number {
  const { random, plan } = story;
  const queueId = pick(random, plan.queueIds);
  const waitMs = drawn(random, 25_000);
  const isAbandoned = random() < 0.1;
  stay(story, { queueId, enterMs, waitMs, end: isAbandoned ? 'tAbandon' : 'tAnswered' });
  if (isAbandoned) return enterMs + waitMs;
  const isHandedOn = handedOn < 2 && random() < 0.2;
  const leftMs = work(story, { startMs: enterMs + waitMs, purpose: 'agent', queueId, isHandedOn });
  return isHandedOn ? queued(story, leftMs, handedOn + 1) : leftMs;
}

function emailed(story: Story, startMs: number): number {
  const queueId = pick(story.random, story.plan.queueIds);
  const waitMs = Math.min(LONGEST_WAIT_MS, drawn(story.random, 12 * HOUR_MS));
  stay(story, { queueId, enterMs: startMs, waitMs, end: 'tAnswered' });
  return work(story, { startMs: startMs + waitMs, purpose: 'agent', queueId });
}

function calledBack(story: Story, enterMs: number): number {
  const queueId = pick(story.random, story.plan.queueIds);
  const leftMs = enterMs + drawn(story.random, 40_000);
  stay(story, { queueId, enterMs, waitMs: leftMs - enterMs, end: 'tFlowOut' });
  const waitMs = drawn(story.random, HOUR_MS);
  const callback: Story = { ...story, mediaType: 'callback' };
  stay(callback, { queueId, enterMs: leftMs, waitMs, end: 'tAnswered' });
  return work(callback, { startMs: leftMs + waitMs, purpose: 'agent', queueId });
}

interface Stay {
  readonly queueId: string;
  readonly enterMs: number;
  readonly waitMs: number;
  /** The timer that tells how the waiting ended. */
  readonly end: 'tAnswered' | 'tAbandon' | 'tFlowOut';
}

function stay(story: Story, { queueId, enterMs, waitMs, end }: Stay): void {
  const { random, plan, mediaType, direction } = story;
  const endMs = enterMs + waitMs;
  const isLate = end === 'tAnswered' && waitMs > plan.serviceLevelMs;
  story.participants.push(
    participantOf(story, 'acd', {
      mediaType,
      direction,
      metrics: [
        { name: 'nOffered', value: 1, emitMs: enterMs },
        timer('tWait', waitMs, endMs),
        timer('tAcd', waitMs, endMs),
        timer(end, waitMs, endMs),
        ...(isLate ? [{ name: 'nOverSla', value: 1, emitMs: endMs }] : []),
      ],
      segments: [
        {
          type: 'interact',
          startMs: enterMs,
          endMs,
          queueId,
          disconnectType: end === 'tAbandon' ? 'client' : 'transfer',
          skillIds: random() < 0.7 ? [pick(random, plan.skillIds)] : [...plan.skillIds],
          ...(random() < 0.5 ? { languageId: pick(random, plan.languageIds) } : {}),
        },
      ],
    }),
  );
}

interface Work {
  readonly startMs: number;
  readonly purpose: 'agent' | 'user';
  readonly queueId?: string;
  readonly isHandedOn?: boolean;
}

/** Talk, in a third of the cases held and talked again, then after-call work. Gives the end of the talk. */
function work(story: Story, { startMs, purpose, queueId, isHandedOn = false }: Work): number {
  const { random, plan, mediaType, direction } = story;
  const means = [180_000, ...(random() < 1 / 3 ? [45_000, 60_000] : [])];
  const metrics: CentreMetric[] = [];
  const segments: CentreSegment[] = [];
  const sums = { tTalk: 0, tHeld: 0 };
  let atMs = startMs;
  for (const [i, meanMs] of means.entries()) {
    const lengthMs = drawn(random, meanMs);
    const name = i === 1 ? 'tHeld' : 'tTalk';
    const isLast = i === means.length - 1;
    segments.push({
      type: i === 1 ? 'hold' : 'interact',
      startMs: atMs,
      endMs: atMs + lengthMs,
      ...(queueId === undefined ? {} : { queueId }),
      ...(isLast ? { disconnectType: isHandedOn ? 'transfer' : 'peer' } : {}),
    });
    atMs += lengthMs;
    sums[name] += lengthMs;
    metrics.push(timer(name, lengthMs, atMs));
  }
  metrics.push(timer('tTalkComplete', sums.tTalk, atMs));
  if (means.length > 1) metrics.push(timer('tHeldComplete', sums.tHeld, atMs));
  if (isHandedOn) {
    const kind = random() < 0.5 ? 'nBlindTransferred' : 'nConsultTransferred';
    for (const name of ['nTransferred', kind]) metrics.push({ name, value: 1, emitMs: atMs });
  }
  const acwMs = drawn(random, 40_000);
  segments.push({
    type: 'wrapup',
    startMs: atMs,
    endMs: atMs + acwMs,
    wrapUpCode: pick(random, plan.wrapUpCodes),
    ...(queueId === undefined ? {} : { queueId }),
  });
  metrics.push(timer('tAcw', acwMs, atMs + acwMs), timer('tHandle', sums.tTalk + sums.tHeld + acwMs, atMs + acwMs));
  story.participants.push(
    participantOf(story, purpose, { mediaType, direction, metrics, segments }, pick(random, plan.userIds)),
  );
  return atMs;
}

function participantOf(
  { conversationId, participants }: Story,
  purpose: CentreParticipant['purpose'],
  session: CentreSession,
  userId?: string,
): CentreParticipant {
  const number = purpose === 'customer' ? 0 : participants.length + 1;
  const id = `${String(number).padStart(8, '0')}${conversationId.slice(8)}`;
  return { id, purpose, session, ...(userId === undefined ? {} : { userId, name: `Agent ${userId.slice(-2)}` }) };
}

const timer = (name: string, value: number, emitMs: number): CentreMetric => ({ name, value, emitMs });

/** Exponential, cut at ten times the mean. */
const drawn = (random: Random, meanMs: number): number => Math.min(10 * meanMs, exponentialMs(random, meanMs));

const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)];
