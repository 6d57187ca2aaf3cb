import type { ActivityCount, ActivityTimer, Attribute } from '../series/activity.ts';
import type { Conversation, ConversationSession, EmittedMetric } from '../series/conversation.ts';
import type { EpochSeconds } from '../series/time-zone.ts';

type Attributes = Readonly<Partial<Record<Attribute, string>>>;

/** Something that happened to a conversation at an instant, told apart by the attributes of where it happened. */
export type ConversationEvent = { readonly at: EpochSeconds; readonly attributes: Attributes } & (
  | { readonly kind: 'count'; readonly count: ActivityCount; readonly value: number }
  | { readonly kind: 'time'; readonly timer: ActivityTimer; readonly seconds: number }
  | { readonly kind: 'wrapup'; readonly wrapUpCodeId: string }
);

/** Told of one event after the other. A generator would take several times as long as what is done with an event. */
type TakeEvent = (event: ConversationEvent) => void;

const COUNTERS: ReadonlyMap<string, ActivityCount> = new Map([
  ['nOffered', 'offered'],
  ['nTransferred', 'transferred'],
]);

const TIMERS: ReadonlyMap<string, ActivityTimer> = new Map([
  ['tHandle', 'handle'],
  ['tTalkComplete', 'talk'],
  ['tHeldComplete', 'hold'],
  ['tAcw', 'acw'],
  ['tWait', 'wait'],
]);

/**
 * Everything that a conversation adds to sums, as the service's own aggregates count it: each metric at the instant when it was
 * emitted, in the queue of its session. A session with several values of an attribute, such as wrap-up codes, counts for each
 * of them. The conversation itself counts once for each combination of attributes, when the first metric was emitted there;
 * its duration likewise, when it ended. The service level is not emitted: an answer or an abandon counts for its denominator,
 * an answer for its numerator, and one that came too late takes that back.
 */
export function forEachEvent(conversation: Conversation, attributes: readonly Attribute[], take: TakeEvent): void {
  const presences = new Map<string, { attributes: Attributes; since: EpochSeconds }>();
  for (const session of conversation.sessions) {
    const since = firstEmission(session);
    // Most sessions of customers: nothing is counted there.
    if (since === undefined && session.wrapUpCodeIds.length === 0) continue;
    for (const combination of combinations(conversation, session, attributes)) {
      forEachSessionEvent(session, combination, take);
      if (since === undefined) continue;
      const name = attributes.map((attribute) => combination[attribute]).join('\n');
      const known = presences.get(name);
      if (known === undefined) presences.set(name, { attributes: combination, since });
      else known.since = Math.min(known.since, since);
    }
  }
  const { start, end } = conversation;
  for (const { attributes: combination, since } of presences.values()) {
    take({ at: since, attributes: combination, kind: 'count', count: 'conversations', value: 1 });
    if (end === undefined) continue;
    take({ at: end, attributes: combination, kind: 'time', timer: 'duration', seconds: end - start });
  }
}

function firstEmission({ metrics }: ConversationSession): EpochSeconds | undefined {
  let first: EpochSeconds | undefined;
  for (const { emittedAt } of metrics) if (first === undefined || emittedAt < first) first = emittedAt;
  return first;
}

function forEachSessionEvent(session: ConversationSession, attributes: Attributes, take: TakeEvent): void {
  for (const metric of session.metrics) forEachMetricEvent(metric, attributes, take);
  // Most sessions give no code, or one.
  const told: string[] = [];
  for (const { wrapUpCodeId, start, end } of session.segments) {
    if (wrapUpCodeId === undefined || told.includes(wrapUpCodeId)) continue;
    told.push(wrapUpCodeId);
    take({ at: end ?? start, attributes, kind: 'wrapup', wrapUpCodeId });
  }
}

function forEachMetricEvent(
  { name, value, emittedAt: at }: EmittedMetric,
  attributes: Attributes,
  take: TakeEvent,
): void {
  const takeCount = (count: ActivityCount, many: number): void =>
    take({ at, attributes, kind: 'count', count, value: many });
  const counter = COUNTERS.get(name);
  if (counter !== undefined) takeCount(counter, value);
  const timer = TIMERS.get(name);
  if (timer !== undefined) take({ at, attributes, kind: 'time', timer, seconds: value });
  if (name === 'tAnswered') {
    takeCount('answered', 1);
    takeCount('serviceLevelNumerator', 1);
    takeCount('serviceLevelDenominator', 1);
  }
  if (name === 'tAbandon') {
    takeCount('abandoned', 1);
    takeCount('serviceLevelDenominator', 1);
  }
  if (name === 'nOverSla') takeCount('serviceLevelNumerator', -value);
}

/** Every choice of one value for each attribute; an attribute without a value is absent. */
function combinations(
  conversation: Conversation,
  session: ConversationSession,
  attributes: readonly Attribute[],
): Attributes[] {
  let found: Partial<Record<Attribute, string>>[] = [{}];
  for (const attribute of attributes) {
    const values = attributeValues(conversation, session, attribute);
    const [only] = values;
    if (only === undefined) continue;
    if (values.length === 1) for (const one of found) one[attribute] = only;
    else found = found.flatMap((one) => values.map((value) => ({ ...one, [attribute]: value })));
  }
  return found;
}

const some = (value: string | undefined): string[] => (value === undefined ? [] : [value]);

const ATTRIBUTE_VALUES: Readonly<
  Record<Attribute, (conversation: Conversation, session: ConversationSession) => readonly string[]>
> = {
  queue: (_, session) => session.queueIds,
  media: (_, session) => some(session.mediaType),
  direction: (conversation) => some(conversation.originatingDirection),
  user: (_, session) => some(session.userId),
  wrapup: (_, session) => session.wrapUpCodeIds,
  skill: (_, session) => session.requestedSkillIds,
  language: (_, session) => some(session.requestedLanguageId),
  division: (conversation) => conversation.divisionIds,
  campaign: (_, session) => some(session.outboundCampaignId),
  disconnect: (_, session) => some(session.disconnectType),
  message_type: (_, session) => some(session.messageType),
};

/** The values of an attribute in one session; none where it has none. */
export const attributeValues = (
  conversation: Conversation,
  session: ConversationSession,
  attribute: Attribute,
): readonly string[] => ATTRIBUTE_VALUES[attribute](conversation, session);
