import type { Attribute } from '../series/activity.ts';
import { isAttribute } from './dimensions.ts';
import type { Filter, Predicate } from './filter.ts';
import { type Labels, spellingsOf } from './labels.ts';

/** A condition that a service can take: an attribute has one of the ids or words, or any at all. */
export interface ServiceCondition {
  readonly attribute: Attribute;
  readonly values?: readonly string[];
}

/** A filter in two parts, which must both hold. */
export interface DividedFilter {
  readonly conditions: readonly ServiceCondition[];
  /** What only this side can judge. */
  readonly rest?: Filter;
}

/**
 * Divides a filter into what the service can be asked and what is left to filter afterwards. The service knows ids and exact
 * words only: names are looked up, and everything else, parts of words, numbers, alternatives of several attributes, is left.
 */
export function divideFilter(filter: Filter | undefined, labels: Labels): DividedFilter {
  if (filter === undefined) return { conditions: [] };
  if (!('and' in filter)) {
    const condition = conditionOf(filter, labels);
    return condition === undefined ? { conditions: [], rest: filter } : { conditions: [condition] };
  }
  const parts = filter.and.map((part) => ({ part, condition: conditionOf(part, labels) }));
  const conditions = parts.flatMap(({ condition }) => (condition === undefined ? [] : [condition]));
  const rest = parts.filter(({ condition }) => condition === undefined).map(({ part }) => part);
  return rest.length === 0 ? { conditions } : { conditions, rest: { and: rest } };
}

function conditionOf(part: Filter, labels: Labels): ServiceCondition | undefined {
  if ('and' in part) return undefined;
  const alternatives = 'or' in part ? part.or : [part];
  const predicates = alternatives.filter((one): one is Predicate => !('and' in one));
  const [first] = predicates;
  if (first === undefined || predicates.length < alternatives.length || !isAttribute(first.field)) return undefined;
  const attribute = first.field;
  if (predicates.length === 1 && first.operator === 'exists') return { attribute };
  const areExact = predicates.every(
    ({ field, operator }) => field === attribute && (operator === 'equals' || operator === 'in'),
  );
  if (!areExact) return undefined;
  const words = predicates.flatMap(({ values }) => values);
  return { attribute, values: words.flatMap((word) => idsOf(word, attribute, labels)) };
}

/** The ids that go by a name; the word itself where none does. */
function idsOf(word: string, attribute: Attribute, labels: Labels): string[] {
  const wanted = word.toLowerCase();
  const ids = [...(labels[attribute]?.keys() ?? [])].filter((id) =>
    spellingsOf(labels, attribute, id).some((spelling) => spelling.toLowerCase() === wanted),
  );
  if (ids.length > 0) return ids;
  return [labels[attribute] === undefined ? wanted : word];
}
