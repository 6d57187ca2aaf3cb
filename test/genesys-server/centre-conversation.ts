/** A conversation as the centre knows it when all is over, or at a moment before. Times are epoch milliseconds. */
export interface CentreConversation {
  readonly id: string;
  readonly startMs: number;
  /** Absent while it runs. */
  readonly endMs?: number;
  readonly originatingDirection: 'inbound' | 'outbound';
  readonly divisionIds: readonly string[];
  readonly participants: readonly CentreParticipant[];
}

export interface CentreParticipant {
  readonly id: string;
  readonly purpose: 'customer' | 'ivr' | 'acd' | 'agent' | 'user';
  readonly userId?: string;
  readonly name?: string;
  readonly session: CentreSession;
}

export interface CentreSession {
  readonly mediaType: 'voice' | 'callback' | 'chat' | 'email';
  readonly direction: 'inbound' | 'outbound';
  readonly ani?: string;
  readonly dnis?: string;
  readonly metrics: readonly CentreMetric[];
  readonly segments: readonly CentreSegment[];
}

/** `value` is milliseconds for timers. */
export interface CentreMetric {
  readonly name: string;
  readonly value: number;
  readonly emitMs: number;
}

export interface CentreSegment {
  readonly type: string;
  readonly startMs: number;
  /** Absent while it lasts. */
  readonly endMs?: number;
  readonly queueId?: string;
  readonly wrapUpCode?: string;
  readonly disconnectType?: string;
  readonly skillIds?: readonly string[];
  readonly languageId?: string;
}

/** The conversations of a centre by number, in order of start. */
export interface ConversationSource {
  readonly count: number;
  /** As it is when all is over. */
  at(index: number): CentreConversation;
  /** The number of the first conversation that begins at or after an instant. */
  firstFrom(ms: number): number;
  /** From the start to the end of all work on it, none takes longer. */
  readonly longestMs: number;
}

/** What was known at an instant: nothing that begins or ends after it. Undefined when the conversation had not begun. */
export function knownAt(conversation: CentreConversation, ms: number): CentreConversation | undefined {
  if (conversation.startMs > ms) return undefined;
  const isOver = conversation.participants.every(({ session }) =>
    session.segments.every((segment) => segment.endMs !== undefined && segment.endMs <= ms),
  );
  if (isOver) return conversation;
  const participants = conversation.participants.flatMap((one) => {
    const segments = one.session.segments.filter(({ startMs }) => startMs <= ms).map((its) => segmentKnownAt(its, ms));
    const metrics = one.session.metrics.filter(({ emitMs }) => emitMs <= ms);
    return segments.length === 0 ? [] : [{ ...one, session: { ...one.session, segments, metrics } }];
  });
  const { endMs, ...running } = conversation;
  return { ...running, ...(endMs !== undefined && endMs <= ms ? { endMs } : {}), participants };
}

function segmentKnownAt(segment: CentreSegment, ms: number): CentreSegment {
  if (segment.endMs !== undefined && segment.endMs <= ms) return segment;
  // How a segment ends, and what is noted at its end, nobody knows while it lasts.
  const { endMs: _end, disconnectType: _why, wrapUpCode: _code, ...lasting } = segment;
  return lasting;
}

/** In the words of the published API; the results of jobs tell the participants' attributes as well. */
export const wireConversation = (conversation: CentreConversation, withAttributes: boolean) => ({
  conversationId: conversation.id,
  conversationStart: iso(conversation.startMs),
  ...(conversation.endMs === undefined ? {} : { conversationEnd: iso(conversation.endMs) }),
  originatingDirection: conversation.originatingDirection,
  divisionIds: conversation.divisionIds,
  participants: conversation.participants.map(({ id, purpose, userId, name, session }) => ({
    participantId: id,
    purpose,
    ...(userId === undefined ? {} : { userId }),
    ...(name === undefined ? {} : { participantName: name }),
    ...(withAttributes ? { attributes: {} } : {}),
    sessions: [
      {
        sessionId: `5e55${id.slice(4)}`,
        mediaType: session.mediaType,
        direction: session.direction,
        ...(session.ani === undefined ? {} : { ani: session.ani }),
        ...(session.dnis === undefined ? {} : { dnis: session.dnis }),
        metrics: session.metrics.map(({ name, value, emitMs }) => ({ name, value, emitDate: iso(emitMs) })),
        segments: session.segments.map(wireSegment),
      },
    ],
  })),
});

const wireSegment = (segment: CentreSegment) => ({
  segmentType: segment.type,
  segmentStart: iso(segment.startMs),
  ...(segment.endMs === undefined ? {} : { segmentEnd: iso(segment.endMs) }),
  ...(segment.queueId === undefined ? {} : { queueId: segment.queueId }),
  ...(segment.wrapUpCode === undefined ? {} : { wrapUpCode: segment.wrapUpCode }),
  ...(segment.disconnectType === undefined ? {} : { disconnectType: segment.disconnectType }),
  ...(segment.skillIds === undefined ? {} : { requestedRoutingSkillIds: segment.skillIds }),
  ...(segment.languageId === undefined ? {} : { requestedLanguageId: segment.languageId }),
});

const iso = (ms: number): string => new Date(ms).toISOString();
