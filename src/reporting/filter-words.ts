import type { Filter } from './filter.ts';

/** A filter as it would be typed. */
export function filterWords(filter: Filter): string {
  if ('and' in filter) return filter.and.map((one) => bracketed(one)).join(' and ');
  if ('or' in filter) return filter.or.map((one) => bracketed(one)).join(' or ');
  return [filter.field, filter.operator, filter.values.join(', ')].filter((word) => word !== '').join(' ');
}

const bracketed = (filter: Filter): string =>
  'and' in filter || 'or' in filter ? `(${filterWords(filter)})` : filterWords(filter);
