import type { Attribute } from '../../series/activity.ts';
import type { ActivityCondition } from '../activity.ts';
import type { DetailFilter, DetailPredicate, DetailQuestion } from '../details.ts';
import { ATTRIBUTE_DIMENSIONS } from './attribute-dimensions.ts';

/** What the service keeps of a conversation as a whole; everything else is kept with its segments. */
const OF_CONVERSATIONS: readonly Attribute[] = ['direction', 'division'];

/** More values than this are not narrowed down by the service. */
const MOST_VALUES = 100;

/**
 * The filters by which a question finds every conversation in which all conditions hold, and some others: each condition is
 * about any of its segments, not about the same one.
 */
export function detailFilters(
  conditions: readonly ActivityCondition[],
): Pick<DetailQuestion, 'conversationFilters' | 'segmentFilters'> {
  const asked = conditions.filter(({ values }) => (values?.length ?? 0) <= MOST_VALUES);
  const isWhole = ({ attribute }: ActivityCondition) => OF_CONVERSATIONS.includes(attribute);
  const conversationFilters = asked.filter(isWhole).map(filterOf);
  const segmentFilters = asked.filter((one) => !isWhole(one)).map(filterOf);
  return {
    ...(conversationFilters.length === 0 ? {} : { conversationFilters }),
    ...(segmentFilters.length === 0 ? {} : { segmentFilters }),
  };
}

function filterOf({ attribute, values }: ActivityCondition): DetailFilter {
  const dimension = ATTRIBUTE_DIMENSIONS[attribute];
  const predicates: DetailPredicate[] =
    values === undefined
      ? [{ dimension, operator: 'exists' }]
      : values.map((value) => ({ dimension, operator: 'matches', value }));
  return { type: 'or', predicates };
}
