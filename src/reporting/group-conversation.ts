import type { Attribute } from '../series/activity.ts';
import type { Conversation } from '../series/conversation.ts';
import type { ActivityGroup, ActivityGroups, Sampler } from './activity-groups.ts';
import { type ConversationEvent, forEachEvent } from './conversation-activity.ts';
import { conversationTotals, secondsOf } from './conversation-totals.ts';
import { type Filter, passes } from './filter.ts';
import { type Labels, spellingsOf } from './labels.ts';
import { attributesOf, measureNames, type ReportPlan } from './plan.ts';
import { addTime } from './tally.ts';

/** Takes a conversation into its groups, and returns whether anything of it counted. */
type ConversationGrouper = (conversation: Conversation) => boolean;

/**
 * Adds what happened to conversations within the period to their groups; `sample` is told every timed value. What no measure
 * of the plan tells, such as the end of a conversation where durations are not wanted, makes no group.
 */
export function conversationGrouper(
  groups: ActivityGroups,
  plan: ReportPlan,
  labels: Labels,
  sample: Sampler,
): ConversationGrouper {
  const { period, filter } = plan;
  const attributes = attributesOf(plan);
  const isTold = toldBy(plan);
  return (conversation) => {
    const isWanted = filter === undefined ? () => true : filterOf(filter, conversation, labels);
    let counts = false;
    forEachEvent(conversation, attributes, (event) => {
      if (event.at < period.from || event.at >= period.to || !isTold(event) || !isWanted(event.attributes)) return;
      addEvent(groups.groupOf(event.attributes, event.at), event, sample);
      counts = true;
    });
    return counts;
  };
}

/** Whether an event shows in a measure; those that the service's sums have as well always do. */
function toldBy(plan: ReportPlan): (event: ConversationEvent) => boolean {
  const names = measureNames(plan);
  const tellsDuration = names.some((name) => name.includes('duration'));
  const tellsWrapUps = names.includes('wrapup_codes');
  return (event) =>
    event.kind === 'wrapup' ? tellsWrapUps : event.kind === 'count' || event.timer !== 'duration' || tellsDuration;
}

function addEvent(group: ActivityGroup, event: ConversationEvent, sample: Sampler): void {
  const { tally, wrapUps } = group;
  switch (event.kind) {
    case 'count':
      tally.counts[event.count] += event.value;
      return;
    case 'time':
      addTime(tally, event.timer, event.seconds);
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
