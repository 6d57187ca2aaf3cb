import * as z from 'zod/mini';
import type { CentreConversation, CentreParticipant, CentreSegment } from './centre-conversation.ts';
import { badRequest } from './reply.ts';

const numericRange = z.strictObject({
  gt: z.optional(z.number()),
  gte: z.optional(z.number()),
  lt: z.optional(z.number()),
  lte: z.optional(z.number()),
});

// Narrower than the published contract, which is checked before: what is left out here is what this server cannot do.
const predicate = z.strictObject({
  type: z.optional(z.enum(['dimension', 'metric'])),
  dimension: z.optional(z.string()),
  metric: z.optional(z.string()),
  operator: z.optional(z.enum(['matches', 'exists', 'notExists'])),
  value: z.optional(z.string()),
  range: z.optional(numericRange),
});

const clause = z.strictObject({ type: z.enum(['and', 'or']), predicates: z.array(predicate) });

/** A filter of a detail query. */
export const detailFilter = z.strictObject({
  type: z.enum(['and', 'or']),
  clauses: z.optional(z.array(clause)),
  predicates: z.optional(z.array(predicate)),
});

type Predicate = z.infer<typeof predicate>;
type Filter = z.infer<typeof detailFilter>;
type Values = readonly (string | number)[];

/** Whether all filters on the conversation hold, and each of those on segments for at least one segment. */
export function passesFilters(
  conversation: CentreConversation,
  conversationFilters: readonly Filter[],
  segmentFilters: readonly Filter[],
): boolean {
  if (!conversationFilters.every((one) => passes(one, (p) => valuesOfConversation(conversation, p)))) return false;
  if (segmentFilters.length === 0) return true;
  const segments = conversation.participants.flatMap((participant) =>
    participant.session.segments.map((segment) => (p: Predicate) => valuesOfSegment(participant, segment, p)),
  );
  return segmentFilters.every((one) => segments.some((valuesOf) => passes(one, valuesOf)));
}

function passes(filter: Filter, valuesOf: (p: Predicate) => Values): boolean {
  const holds = (p: Predicate): boolean => predicateHolds(p, valuesOf(p));
  return combine(filter.type, [
    ...(filter.clauses ?? []).map(({ type, predicates }) => combine(type, predicates.map(holds))),
    ...(filter.predicates ?? []).map(holds),
  ]);
}

function combine(type: 'and' | 'or', parts: readonly boolean[]): boolean {
  if (parts.length === 0) throw badRequest('A filter needs predicates or clauses.', 'filter');
  return type === 'and' ? parts.every(Boolean) : parts.some(Boolean);
}

function predicateHolds({ operator = 'matches', value, range }: Predicate, values: Values): boolean {
  if (operator !== 'matches') return (operator === 'exists') === values.length > 0;
  if (range === undefined && value === undefined) throw badRequest('A predicate needs a value or a range.', 'filter');
  return values.some((one) => (range === undefined ? String(one) === value : isWithin(Number(one), range)));
}

const isWithin = (value: number, { gt, gte, lt, lte }: z.infer<typeof numericRange>): boolean =>
  value > (gt ?? Number.NEGATIVE_INFINITY) &&
  value >= (gte ?? Number.NEGATIVE_INFINITY) &&
  value < (lt ?? Number.POSITIVE_INFINITY) &&
  value <= (lte ?? Number.POSITIVE_INFINITY);

function valuesOfConversation(conversation: CentreConversation, { metric, dimension }: Predicate): Values {
  if (metric !== undefined) {
    return conversation.participants.flatMap(({ session }) =>
      session.metrics.filter(({ name }) => name === metric).map(({ value }) => value),
    );
  }
  switch (dimension) {
    case 'conversationId':
      return [conversation.id];
    case 'originatingDirection':
      return [conversation.originatingDirection];
    case 'divisionId':
      return conversation.divisionIds;
    case 'conversationEnd':
      return present(conversation.endMs);
    default:
      throw new Error(`this server does not filter conversations by ${dimension}`);
  }
}

function valuesOfSegment(
  { purpose, userId, session }: CentreParticipant,
  segment: CentreSegment,
  { metric, dimension }: Predicate,
): Values {
  if (metric === 'tSegmentDuration') return segment.endMs === undefined ? [] : [segment.endMs - segment.startMs];
  switch (dimension) {
    case 'purpose':
      return [purpose];
    case 'userId':
      return present(userId);
    case 'mediaType':
      return [session.mediaType];
    case 'direction':
      return [session.direction];
    case 'queueId':
      return present(segment.queueId);
    case 'segmentType':
      return [segment.type];
    case 'wrapUpCode':
      return present(segment.wrapUpCode);
    case 'disconnectType':
      return present(segment.disconnectType);
    case 'requestedRoutingSkillId':
      return segment.skillIds ?? [];
    case 'requestedLanguageId':
      return present(segment.languageId);
    default:
      throw new Error(`this server does not filter segments by ${metric ?? dimension}`);
  }
}

const present = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);
