import type { DefinedPredicate, ReportDefinition } from './definition.ts';
import { checkedPredicate, type Filter, type Predicate, parseFilter } from './filter.ts';

/** The filter of a definition; undefined where everything is wanted. Throws RangeError as `parseFilter` does. */
export function definedFilter(where: ReportDefinition['where']): Filter | undefined {
  if (where === undefined) return undefined;
  if (!Array.isArray(where)) {
    return { or: where.or.map((one) => ('and' in one ? { and: one.and.map(predicateOf) } : predicateOf(one))) };
  }
  if (where.length === 0) return undefined;
  return { and: where.map(conditionOf) };
}

function conditionOf(condition: string | DefinedPredicate | { readonly or: readonly DefinedPredicate[] }) {
  if (typeof condition === 'string') return parseFilter(condition);
  return 'or' in condition ? { or: condition.or.map(predicateOf) } : predicateOf(condition);
}

function predicateOf({ dimension, operator, value }: DefinedPredicate): Predicate {
  const values = value === undefined ? [] : Array.isArray(value) ? value : [String(value)];
  return checkedPredicate({ field: dimension, operator, values });
}
