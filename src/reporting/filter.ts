import { nearestName } from '../nearest-name.ts';
import { ACTIVITY_TIMERS, ATTRIBUTES, type Attribute } from '../series/activity.ts';
import { isAttribute } from './dimensions.ts';

/** Comparisons of a filter. Text is compared without regard to case. */
export const OPERATORS = ['equals', 'in', 'contains', 'exists', 'greater', 'less'] as const;

type Operator = (typeof OPERATORS)[number];

/** One comparison: of an attribute with words, or of a conversation's seconds with a number. */
export interface Predicate {
  readonly field: string;
  readonly operator: Operator;
  /** None for `exists`, several for `in`, one for the rest. */
  readonly values: readonly string[];
}

/** Comparisons joined by and/or, two levels deep. */
export type Filter =
  | Predicate
  | { readonly and: readonly (Predicate | { readonly or: readonly Predicate[] })[] }
  | { readonly or: readonly (Predicate | { readonly and: readonly Predicate[] })[] };

/** Seconds of a whole conversation that `greater` and `less` compare. */
export const NUMBER_FIELDS = ACTIVITY_TIMERS.map((timer) => `${timer}_seconds`);

/** What a filter may speak of. */
const FILTER_FIELDS: readonly string[] = [...ATTRIBUTES, ...NUMBER_FIELDS];

/** What a filter is held against. */
export interface Filtered {
  /** Every spelling of the values of an attribute, ids and names; none where there is no value. */
  words(attribute: Attribute): readonly string[];
  /** Undefined where it did not happen. */
  seconds(field: string): number | undefined;
}

/**
 * Reads `media equals voice`, `queue in Billing, Sales`, `wrapup exists`, `handle_seconds greater 600`, and several of them
 * joined by ` or `. A value with a comma or with ` or ` in it stands in double quotes. Throws RangeError that suggests the
 * nearest field or operator.
 */
export function parseFilter(text: string): Predicate | { readonly or: readonly Predicate[] } {
  const parts = splitOutsideQuotes(text, / or /i);
  const predicates = parts.map(parsePredicate);
  const [first] = predicates;
  if (first === undefined) throw new RangeError('a filter is empty');
  return predicates.length === 1 ? first : { or: predicates };
}

function parsePredicate(text: string): Predicate {
  const match = /^\s*(\S+)\s+(\S+)\s*(.*?)\s*$/s.exec(text);
  const [, field, operator, rest] = match ?? [];
  if (field === undefined || operator === undefined || rest === undefined) {
    throw new RangeError(`'${text.trim()}' is not a filter: write <dimension> <operator> <value>`);
  }
  const known = OPERATORS.find((name) => name === operator);
  if (known === undefined) throw unknownName('operator', operator, OPERATORS);
  const values = known === 'in' ? splitOutsideQuotes(rest, /,/).map(unquoted) : [unquoted(rest)];
  return checkedPredicate({ field, operator: known, values: values.filter((value) => value !== '') });
}

/** The predicate as it is. Throws RangeError for an unknown field, and for values that do not go with the operator. */
export function checkedPredicate(predicate: Predicate): Predicate {
  const { field, operator, values } = predicate;
  if (!FILTER_FIELDS.includes(field)) throw unknownName('dimension', field, FILTER_FIELDS);
  const isNumber = NUMBER_FIELDS.includes(field);
  const compares = operator === 'greater' || operator === 'less';
  if (isNumber !== compares && !(isNumber && operator === 'exists')) {
    throw new RangeError(
      isNumber
        ? `${field} is a number: compare it by greater, less or exists`
        : `${field} is no number: compare it by equals, in, contains or exists`,
    );
  }
  if (operator === 'exists' ? values.length > 0 : values.length === 0) {
    throw new RangeError(`${field} ${operator} ${operator === 'exists' ? 'takes no value' : 'needs a value'}`);
  }
  if (compares && !Number.isFinite(Number(values[0]))) {
    throw new RangeError(`${field} ${operator} needs a number of seconds, not '${values[0]}'`);
  }
  return predicate;
}

/** The error for a name that is not known, with the one that was probably meant. */
export function unknownName(what: string, name: string, known: readonly string[]): RangeError {
  const meant = nearestName(name, known);
  const question = meant === undefined ? `: there are ${known.join(', ')}` : `; did you mean '${meant}'?`;
  return new RangeError(`there is no ${what} '${name}'${question}`);
}

/** Whether what is held against the filter passes it. */
export function passes(filter: Filter, filtered: Filtered): boolean {
  if ('and' in filter) return filter.and.every((one) => passes(one, filtered));
  if ('or' in filter) return filter.or.some((one) => passes(one, filtered));
  return holds(filter, filtered);
}

function holds({ field, operator, values }: Predicate, filtered: Filtered): boolean {
  if (NUMBER_FIELDS.includes(field)) {
    const seconds = filtered.seconds(field);
    if (seconds === undefined || operator === 'exists') return seconds !== undefined;
    return operator === 'greater' ? seconds > Number(values[0]) : seconds < Number(values[0]);
  }
  if (!isAttribute(field)) throw unknownName('dimension', field, FILTER_FIELDS);
  const words = filtered.words(field).map((word) => word.toLowerCase());
  const wanted = values.map((value) => value.toLowerCase());
  if (operator === 'exists') return words.length > 0;
  if (operator === 'contains') return words.some((word) => wanted.some((part) => word.includes(part)));
  return words.some((word) => wanted.includes(word));
}

/** The fields that a filter speaks of, each once. */
export function fieldsIn(filter: Filter): string[] {
  return [...new Set(predicatesIn(filter).map(({ field }) => field))];
}

/** Every comparison of a filter. */
export function predicatesIn(filter: Filter): readonly Predicate[] {
  if ('and' in filter) return filter.and.flatMap(predicatesIn);
  if ('or' in filter) return filter.or.flatMap(predicatesIn);
  return [filter];
}

function splitOutsideQuotes(text: string, separator: RegExp): string[] {
  // Quoted parts are hidden behind their number while the text is split.
  const quotes: string[] = [];
  const hidden = text.replaceAll(/"[^"]*"/g, (quote) => `\0${quotes.push(quote) - 1}\0`);
  return hidden
    .split(separator)
    .map((part) => part.replaceAll(/\0(\d+)\0/g, (_, index) => quotes[Number(index)] ?? ''));
}

const unquoted = (text: string): string => text.trim().replace(/^"(.*)"$/s, '$1');
