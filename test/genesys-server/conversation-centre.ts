import type { Centre, ContactStream, Metric, MetricStats, Tally } from './centre.ts';
import {
  type CentreConversation,
  type CentreSession,
  type ConversationSource,
  knownAt,
} from './centre-conversation.ts';
import { generatedConversations } from './generated-conversations.ts';

const uuid = (kind: string, number: number): string => `${kind}-0000-4000-8000-${String(number).padStart(12, '0')}`;
const named = (kind: string, names: readonly string[]) => names.map((name, i) => ({ id: uuid(kind, i + 1), name }));

const QUEUES = named('0000000a', ['Billing', 'Sales', 'Support']);
const SKILLS = named('0000000b', ['Contracts', 'Routers']);
const WRAP_UP_CODES = named('0000000c', ['Solved', 'Follow up', 'Wrong number']);
const USERS = Array.from({ length: 12 }, (_, i) => ({
  id: uuid('0000000d', i + 1),
  name: `Agent ${String(i + 1).padStart(2, '0')}`,
  state: i === 11 ? ('deleted' as const) : ('active' as const),
}));
/** Not in the listing of codes: what the platform notes when an agent notes nothing. */
const TIMEOUT_CODE = 'ININ-WRAP-UP-TIMEOUT';
const SERVICE_LEVEL_MS = 20_000;

export interface ConversationCentrePlan {
  readonly seed: number;
  readonly count: number;
  readonly startMs: number;
  /** The present, before which the last conversation begins; some go on. */
  readonly presentMs: number;
  /** Up to which jobs know everything; the present when absent. */
  readonly jobsKnowUntilMs?: number;
}

/**
 * A centre with three queues and the conversations of `generated-conversations.ts`. Its sums are made of the metrics of its
 * conversations, each at the time of its emission, so that details and aggregates agree to the millisecond.
 */
export function conversationCentre(plan: ConversationCentrePlan) {
  const { seed, count, startMs, presentMs, jobsKnowUntilMs = presentMs } = plan;
  const source = generatedConversations({
    seed,
    count,
    startMs,
    endMs: presentMs,
    queueIds: QUEUES.map(({ id }) => id),
    userIds: USERS.map(({ id }) => id),
    skillIds: SKILLS.map(({ id }) => id),
    languageIds: [uuid('0000000e', 1), uuid('0000000e', 2)],
    wrapUpCodes: [...WRAP_UP_CODES.map(({ id }) => id), TIMEOUT_CODE],
    divisionIds: [uuid('0000000f', 1), uuid('0000000f', 2)],
    serviceLevelMs: SERVICE_LEVEL_MS,
  });
  // Sums are wanted by few tests, and cost a walk over everything.
  let streams: ContactStream[] | undefined;
  return {
    organization: { id: uuid('00000009', 1), name: 'Conversation Centre' },
    queues: QUEUES,
    get streams() {
      streams ??= streamsOf(source, presentMs);
      return streams;
    },
    details: { source, presentMs, jobsKnowUntilMs, users: USERS, wrapUpCodes: WRAP_UP_CODES, skills: SKILLS },
  } satisfies Centre;
}

interface Emission {
  readonly emitMs: number;
  readonly metric: Metric;
  readonly value: number;
}

interface EmissionStream {
  readonly dimensions: ContactStream['dimensions'];
  readonly emissions: Emission[];
  readonly conversations: Set<string>;
}

function streamsOf(source: ConversationSource, presentMs: number): ContactStream[] {
  const streams = new Map<string, EmissionStream>();
  for (let index = 0; index < source.count; index++) {
    const conversation = knownAt(source.at(index), presentMs);
    for (const { session } of conversation?.participants ?? []) {
      if (conversation !== undefined && session.metrics.length > 0) enter(streams, conversation, session);
    }
  }
  return [...streams.values()].map(({ dimensions, emissions }) => {
    emissions.sort((a, b) => a.emitMs - b.emitMs);
    return { dimensions, tally: (borders) => talliesOf(emissions, borders) };
  });
}

function enter(streams: Map<string, EmissionStream>, conversation: CentreConversation, session: CentreSession): void {
  const queueId = session.segments.find((one) => one.queueId !== undefined)?.queueId;
  const dimensions = {
    mediaType: session.mediaType,
    direction: session.direction,
    originatingDirection: conversation.originatingDirection,
    ...(queueId === undefined ? {} : { queueId }),
  };
  const key = JSON.stringify(dimensions);
  const stream: EmissionStream = streams.get(key) ?? { dimensions, emissions: [], conversations: new Set() };
  streams.set(key, stream);
  for (const { name, value, emitMs } of session.metrics) {
    stream.emissions.push({ emitMs, metric: name as Metric, value });
  }
  if (stream.conversations.has(conversation.id)) return;
  stream.conversations.add(conversation.id);
  // A conversation counts where and when it first did something.
  stream.emissions.push({ emitMs: session.metrics[0].emitMs, metric: 'nConversations', value: 1 });
}

/** `emissions` ascend, as do `borders`. */
function talliesOf(emissions: readonly Emission[], borders: readonly number[]): Tally[] {
  let at = 0;
  const takeUpTo = (endMs: number): Emission[] => {
    const from = at;
    while (at < emissions.length && emissions[at].emitMs < endMs) at++;
    return emissions.slice(from, at);
  };
  const [startMs, ...ends] = borders;
  takeUpTo(startMs);
  return ends.map((endMs) => tallyOf(takeUpTo(endMs)));
}

function tallyOf(emissions: readonly Emission[]): Tally {
  const tally: Partial<Record<Metric, MetricStats>> = {};
  for (const { metric, value } of emissions) tally[metric] = withEmission(tally[metric], metric, value);
  const answered = tally.tAnswered?.count ?? 0;
  const denominator = answered + (tally.tAbandon?.count ?? 0);
  if (denominator > 0) {
    tally.oServiceLevel = { numerator: answered - (tally.nOverSla?.count ?? 0), denominator, target: 0.8 };
  }
  return tally;
}

function withEmission(before: MetricStats = {}, metric: Metric, value: number): MetricStats {
  const { count = 0, sum = 0, min = value, max = value } = before;
  if (metric.startsWith('n')) return { count: count + value };
  return { count: count + 1, sum: sum + value, min: Math.min(min, value), max: Math.max(max, value) };
}
