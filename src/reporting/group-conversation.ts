import type { Attribute } from '../series/activity.ts';
import type { Conversation } from '../series/conversation.ts';
import type { ActivityGroup, ActivityGroups, Sampler } from './activity-groups.ts';
import { type ConversationEvent, conversationEvents } from './conversation-activity.ts';
import { conversationTotals, secondsOf } from './conversation-totals.ts';
import { type Filter, passes } from './filter.ts';
import { type Labels, spellingsOf } from './labels.ts';
import { attributesOf, type ReportPlan } from './plan.ts';

/**
 * Adds what happened to a conversation within the period to its groups. Returns whether anything did. `sample` is told every
 * timed value.
 */
export function groupConversation(
  groups: ActivityGroups,
  conversation: Conversation,
  plan: ReportPlan,
  labels: Labels,
  sample: Sampler,
): boolean {
  const { period, filter } = plan;
  const isWanted = filter === undefined ? () => true : filterOf(filter, conversation, labels);
  let counts = false;
  for (const event of conversationEvents(conversation, attributesOf(plan))) {
    if (event.at < period.from || event.at >= period.to || !isWanted(event.attributes)) continue;
    addEvent(groups.groupOf(event.attributes, event.at), event, sample);
    counts = true;
  }
  return counts;
}

function addEvent(group: ActivityGroup, event: ConversationEvent, sample: Sampler): void {
  const { tally, wrapUps } = group;
  switch (event.kind) {
    case 'count':
      tally.counts[event.count] += event.value;
      return;
    case 'time':
      tally.milliseconds[event.timer] += Math.round(event.seconds * 1000);
      tally.completions[event.timer]++;
      sample(group, event.timer, event.seconds);
      return;
    case 'wrapup':
      wrapUps.set(event.wrapUpCodeId, (wrapUps.get(event.wrapUpCodeId) ?? 0) + 1);
  }
}

/** Words are those of the place where something happened, seconds those of the whole conversation. */
function filterOf(filter: Filter, conversation: Conversation, labels: Labels) {
  const totals = conversationTotals(conversation);
  return (attributes: Readonly<Partial<Record<Attribute, string>>>): boolean =>
    passes(filter, {
      words: (attribute) => {
        const value = attributes[attribute];
        return value === undefined ? [] : spellingsOf(labels, attribute, value);
      },
      seconds: (field) => secondsOf(totals, field),
    });
}
