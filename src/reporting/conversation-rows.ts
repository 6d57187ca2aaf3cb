import { ACTIVITY_TIMERS, type Attribute } from '../series/activity.ts';
import type { Conversation } from '../series/conversation.ts';
import { isoInstant } from '../series/iso-instant.ts';
import { attributeValues } from './conversation-activity.ts';
import { conversationTotals, secondsOf, timerSeconds } from './conversation-totals.ts';
import { type Filter, passes } from './filter.ts';
import { type Labels, labelOf, spellingsOf } from './labels.ts';
import type { ReportColumn, ReportRow } from './report-row.ts';
import type { Tally } from './tally.ts';

const LISTED_ATTRIBUTES = ['direction', 'media', 'queue', 'user', 'wrapup'] as const satisfies readonly Attribute[];

const LISTED_COUNTS = ['offered', 'answered', 'abandoned', 'transferred'] as const;

/** The columns of a report with one row per conversation. */
export const CONVERSATION_COLUMNS: readonly ReportColumn[] = [
  { name: 'conversation_id', kind: 'word' },
  { name: 'conversation_start', kind: 'instant' },
  { name: 'conversation_end', kind: 'instant' },
  ...LISTED_ATTRIBUTES.map((name): ReportColumn => ({ name, kind: 'word' })),
  ...LISTED_COUNTS.map((name): ReportColumn => ({ name, kind: 'count' })),
  ...ACTIVITY_TIMERS.map((timer): ReportColumn => ({ name: `${timer}_seconds`, kind: 'number' })),
];

/** Attributes whose values are shown by name. */
export const CONVERSATION_ATTRIBUTES: readonly Attribute[] = LISTED_ATTRIBUTES;

/**
 * The row of a whole conversation: where it has several values of an attribute, all of them in order of appearance. Seconds
 * that did not happen are undefined, not 0. Undefined for a conversation that does not pass the filter.
 */
export function conversationRow(
  conversation: Conversation,
  filter: Filter | undefined,
  labels: Labels,
): ReportRow | undefined {
  const tally = conversationTotals(conversation);
  if (filter !== undefined && !isWanted(filter, conversation, tally, labels)) return undefined;
  const { id, start, end } = conversation;
  return [
    id,
    isoInstant(start),
    end === undefined ? undefined : isoInstant(end),
    ...LISTED_ATTRIBUTES.map((attribute) => labelsOf(conversation, attribute, labels)),
    ...LISTED_COUNTS.map((count) => tally.counts[count]),
    ...ACTIVITY_TIMERS.map((timer) => timerSeconds(tally, timer)),
  ];
}

function labelsOf(conversation: Conversation, attribute: Attribute, labels: Labels): string | undefined {
  const values = valuesOf(conversation, attribute);
  return values.length === 0 ? undefined : values.map((value) => labelOf(labels, attribute, value)).join('; ');
}

const isWanted = (filter: Filter, conversation: Conversation, tally: Tally, labels: Labels): boolean =>
  passes(filter, {
    words: (attribute) => valuesOf(conversation, attribute).flatMap((value) => spellingsOf(labels, attribute, value)),
    seconds: (field) => secondsOf(tally, field),
  });

/** Each once, in order of appearance. */
function valuesOf(conversation: Conversation, attribute: Attribute): string[] {
  const found: string[] = [];
  for (const session of conversation.sessions) {
    for (const value of attributeValues(conversation, session, attribute)) {
      if (!found.includes(value)) found.push(value);
    }
  }
  return found;
}
