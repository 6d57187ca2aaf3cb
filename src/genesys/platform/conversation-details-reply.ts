import * as z from 'zod/mini';
import type {
  Conversation,
  ConversationSegment,
  ConversationSession,
  EmittedMetric,
  Transfer,
} from '../../series/conversation.ts';
import { instant, isForward } from './instant.ts';

const words = z.nullish(z.array(z.string()));
const word = z.nullish(z.string());

const metric = z
  .object({ name: z.string(), value: z.number(), emitDate: instant })
  .check(z.refine(({ name, value }) => value >= 0 || !/^[nt][A-Z]/.test(name), 'a count or a time below 0'));

const segment = z
  .object({
    segmentType: z.string(),
    segmentStart: instant,
    segmentEnd: z.nullish(instant),
    queueId: word,
    wrapUpCode: word,
    disconnectType: word,
    requestedRoutingSkillIds: words,
    requestedLanguageId: word,
  })
  .check(z.refine((one) => isForward(one.segmentStart, one.segmentEnd), 'a segment that ends before it starts'));

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
    conversationId: z.string().check(z.minLength(1)),
    conversationStart: instant,
    conversationEnd: z.nullish(instant),
    originatingDirection: word,
    divisionIds: words,
    participants: z.nullish(z.array(participant)),
  })
  .check(
    z.refine(
      (one) => isForward(one.conversationStart, one.conversationEnd),
      'a conversation that ends before it starts',
    ),
  );

export type WireConversation = z.infer<typeof wireConversation>;
type WireParticipant = z.infer<typeof participant>;
type WireSession = z.infer<typeof session>;
type WireSegment = z.infer<typeof segment>;

/** A conversation in the pipeline's terms. */
export function conversationOf(wire: WireConversation, withAddresses: boolean): Conversation {
  const sessions = (wire.participants ?? []).flatMap((one) =>
    (one.sessions ?? []).map((its) => sessionOf(one, its, withAddresses)),
  );
  return {
    id: wire.conversationId,
    start: wire.conversationStart,
    ...(wire.conversationEnd == null ? {} : { end: wire.conversationEnd }),
    ...(wire.originatingDirection == null ? {} : { originatingDirection: wire.originatingDirection }),
    divisionIds: wire.divisionIds ?? [],
    sessions,
    transfers: sessions.flatMap(transfersOf).sort((a, b) => a.at - b.at),
  };
}

function sessionOf(
  { purpose, userId }: WireParticipant,
  wire: WireSession,
  withAddresses: boolean,
): ConversationSession {
  const segments = (wire.segments ?? []).toSorted((a, b) => a.segmentStart - b.segmentStart);
  const disconnectType = segments.findLast((one) => one.disconnectType != null)?.disconnectType;
  const requestedLanguageId = segments.find((one) => one.requestedLanguageId != null)?.requestedLanguageId;
  return {
    id: wire.sessionId,
    purpose,
    ...(userId == null ? {} : { userId }),
    ...(wire.mediaType == null ? {} : { mediaType: wire.mediaType }),
    ...(wire.messageType == null ? {} : { messageType: wire.messageType }),
    ...(wire.direction == null ? {} : { direction: wire.direction }),
    queueIds: distinct(segments.flatMap(({ queueId }) => queueId ?? [])),
    requestedSkillIds: distinct(segments.flatMap((one) => one.requestedRoutingSkillIds ?? [])),
    ...(requestedLanguageId == null ? {} : { requestedLanguageId }),
    wrapUpCodeIds: distinct(segments.flatMap(({ wrapUpCode }) => wrapUpCode ?? [])),
    ...(disconnectType == null ? {} : { disconnectType }),
    ...(wire.outboundCampaignId == null ? {} : { outboundCampaignId: wire.outboundCampaignId }),
    ...(withAddresses ? { addresses: addressesOf(wire) } : {}),
    metrics: (wire.metrics ?? []).map(metricOf),
    segments: segments.map(segmentOf),
  };
}

const addressesOf = ({ ani, dnis }: WireSession) => ({
  ...(ani == null ? {} : { ani }),
  ...(dnis == null ? {} : { dnis }),
});

const metricOf = ({ name, value, emitDate }: z.infer<typeof metric>): EmittedMetric => ({
  name,
  value: name.startsWith('t') ? value / 1000 : value,
  emittedAt: emitDate,
});

const segmentOf = (wire: WireSegment): ConversationSegment => ({
  type: wire.segmentType,
  start: wire.segmentStart,
  ...(wire.segmentEnd == null ? {} : { end: wire.segmentEnd }),
  ...(wire.queueId == null ? {} : { queueId: wire.queueId }),
  ...(wire.wrapUpCode == null ? {} : { wrapUpCodeId: wire.wrapUpCode }),
  ...(wire.disconnectType == null ? {} : { disconnectType: wire.disconnectType }),
});

/** `nTransferred` counts every handing on; a metric beside it, emitted at the same time, says of what kind. */
function transfersOf({ metrics, userId, queueIds: [fromQueueId] }: ConversationSession): Transfer[] {
  const kindAt = (at: number): Transfer['kind'] => {
    const has = (name: string): boolean => metrics.some((one) => one.name === name && one.emittedAt === at);
    if (has('nBlindTransferred')) return 'blind';
    return has('nConsultTransferred') ? 'consult' : 'unknown';
  };
  return metrics
    .filter(({ name }) => name === 'nTransferred')
    .map(({ emittedAt }) => ({
      at: emittedAt,
      kind: kindAt(emittedAt),
      ...(userId === undefined ? {} : { userId }),
      ...(fromQueueId === undefined ? {} : { fromQueueId }),
    }));
}

const distinct = (ids: readonly string[]): string[] => (ids.length < 2 ? [...ids] : [...new Set(ids)]);
