import * as z from 'zod/mini';
import type {
  Conversation,
  ConversationSegment,
  ConversationSession,
  EmittedMetric,
  Transfer,
} from '../../series/conversation.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import { instantOfText, instantText, isForwardText } from '../instant.ts';

const words = z.nullish(z.array(z.string()));
const word = z.nullish(z.string());

const metric = z
  .object({ name: z.string(), value: z.number(), emitDate: instantText })
  .check(z.refine(({ name, value }) => value >= 0 || !/^[nt][A-Z]/.test(name), 'a count or a time below 0'));

const segment = z
  .object({
    segmentType: z.string(),
    segmentStart: instantText,
    segmentEnd: z.nullish(instantText),
    queueId: word,
    wrapUpCode: word,
    disconnectType: word,
    requestedRoutingSkillIds: words,
    requestedLanguageId: word,
  })
  .check(z.refine((one) => isForwardText(one.segmentStart, one.segmentEnd), 'a segment that ends before it starts'));

const session = z.object({
  sessionId: z.string(),
  mediaType: word,
  messageType: word,
  direction: word,
  outboundCampaignId: word,
  ani: word,
  dnis: word,
  metrics: z.nullish(z.array(metric)),
  segments: z.nullish(z.array(segment)),
});

const participant = z.object({ purpose: z.string(), userId: word, sessions: z.nullish(z.array(session)) });

/** A conversation as the service tells of it, without what reports do not need. */
export const wireConversation = z
  .object({
    conversationId: z.string().check(z.refine((id) => id !== '')),
    conversationStart: instantText,
    conversationEnd: z.nullish(instantText),
    originatingDirection: word,
    divisionIds: words,
    participants: z.nullish(z.array(participant)),
  })
  .check(
    z.refine(
      (one) => isForwardText(one.conversationStart, one.conversationEnd),
      'a conversation that ends before it starts',
    ),
  );

export type WireConversation = z.infer<typeof wireConversation>;
type WireParticipant = z.infer<typeof participant>;
type WireSession = z.infer<typeof session>;
type WireSegment = z.infer<typeof segment>;

/** A conversation in the pipeline's terms. */
export function conversationOf(wire: WireConversation, withAddresses: boolean): Conversation {
  const sessions: ConversationSession[] = [];
  for (const participant of wire.participants ?? []) {
    for (const one of participant.sessions ?? []) sessions.push(sessionOf(participant, one, withAddresses));
  }
  return {
    id: wire.conversationId,
    start: instantOfText(wire.conversationStart),
    end: endOf(wire.conversationEnd),
    originatingDirection: wire.originatingDirection ?? undefined,
    divisionIds: wire.divisionIds ?? [],
    sessions,
    transfers: transfersOf(sessions),
  };
}

function sessionOf(
  { purpose, userId }: WireParticipant,
  wire: WireSession,
  withAddresses: boolean,
): ConversationSession {
  const segments: ConversationSegment[] = [];
  const queueIds: string[] = [];
  const requestedSkillIds: string[] = [];
  const wrapUpCodeIds: string[] = [];
  let requestedLanguageId: string | undefined;
  let disconnectType: string | undefined;
  for (const segment of inOrderOfStart(wire.segments ?? [])) {
    segments.push(segmentOf(segment));
    addOnce(queueIds, segment.queueId);
    for (const id of segment.requestedRoutingSkillIds ?? []) addOnce(requestedSkillIds, id);
    addOnce(wrapUpCodeIds, segment.wrapUpCode);
    requestedLanguageId ??= segment.requestedLanguageId ?? undefined;
    disconnectType = segment.disconnectType ?? disconnectType;
  }
  return {
    id: wire.sessionId,
    purpose,
    userId: userId ?? undefined,
    mediaType: wire.mediaType ?? undefined,
    messageType: wire.messageType ?? undefined,
    direction: wire.direction ?? undefined,
    queueIds,
    requestedSkillIds,
    requestedLanguageId,
    wrapUpCodeIds,
    disconnectType,
    outboundCampaignId: wire.outboundCampaignId ?? undefined,
    addresses: withAddresses ? { ani: wire.ani ?? undefined, dnis: wire.dnis ?? undefined } : undefined,
    metrics: (wire.metrics ?? []).map(metricOf),
    segments,
  };
}

const metricOf = ({ name, value, emitDate }: z.infer<typeof metric>): EmittedMetric => ({
  name,
  value: name.startsWith('t') ? value / 1000 : value,
  emittedAt: instantOfText(emitDate),
});

const segmentOf = (wire: WireSegment): ConversationSegment => ({
  type: wire.segmentType,
  start: instantOfText(wire.segmentStart),
  end: endOf(wire.segmentEnd),
  queueId: wire.queueId ?? undefined,
  wrapUpCodeId: wire.wrapUpCode ?? undefined,
  disconnectType: wire.disconnectType ?? undefined,
});

const endOf = (text: string | null | undefined): EpochSeconds | undefined =>
  text == null ? undefined : instantOfText(text);

/** Most come in order. */
function inOrderOfStart(segments: readonly WireSegment[]): readonly WireSegment[] {
  for (let i = 1; i < segments.length; i++) {
    if (!isForwardText(segments[i - 1].segmentStart, segments[i].segmentStart)) return sortedByStart(segments);
  }
  return segments;
}

const sortedByStart = (segments: readonly WireSegment[]): WireSegment[] =>
  segments.toSorted((a, b) => instantOfText(a.segmentStart) - instantOfText(b.segmentStart));

/** `nTransferred` counts every handing on; a metric beside it, emitted at the same time, says of what kind. */
function transfersOf(sessions: readonly ConversationSession[]): Transfer[] {
  const transfers: Transfer[] = [];
  for (const session of sessions) {
    for (const { name, emittedAt } of session.metrics) {
      if (name === 'nTransferred') transfers.push(transferAt(session, emittedAt));
    }
  }
  return transfers.sort((a, b) => a.at - b.at);
}

function transferAt({ metrics, userId, queueIds: [fromQueueId] }: ConversationSession, at: EpochSeconds): Transfer {
  const has = (name: string): boolean => metrics.some((one) => one.name === name && one.emittedAt === at);
  const kind = has('nBlindTransferred') ? 'blind' : has('nConsultTransferred') ? 'consult' : 'unknown';
  return { at, kind, userId, fromQueueId };
}

function addOnce(found: string[], value: string | null | undefined): void {
  if (value != null && !found.includes(value)) found.push(value);
}
