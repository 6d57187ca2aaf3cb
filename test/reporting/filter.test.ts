import { describe, expect, test } from 'vitest';
import { definedFilter } from '../../src/reporting/defined-filter.ts';
import { type Filter, parseFilter, passes } from '../../src/reporting/filter.ts';
import { filterWords } from '../../src/reporting/filter-words.ts';
import { divideFilter } from '../../src/reporting/service-conditions.ts';

const contact = (
  words: Readonly<Record<string, readonly string[]>>,
  seconds: Readonly<Record<string, number>> = {},
) => ({
  words: (attribute: string) => words[attribute] ?? [],
  seconds: (field: string) => seconds[field],
});

const labels = {
  queue: new Map([
    ['id-1', 'Billing'],
    ['id-2', 'Sales'],
  ]),
};

describe('a filter in words', () => {
  test.each<[string, Filter]>([
    ['media equals voice', { field: 'media', operator: 'equals', values: ['voice'] }],
    ['queue in Billing, "Sales, North"', { field: 'queue', operator: 'in', values: ['Billing', 'Sales, North'] }],
    ['wrapup exists', { field: 'wrapup', operator: 'exists', values: [] }],
    ['queue equals Customer Service', { field: 'queue', operator: 'equals', values: ['Customer Service'] }],
    [
      'queue equals "this or that" or handle_seconds greater 60',
      {
        or: [
          { field: 'queue', operator: 'equals', values: ['this or that'] },
          { field: 'handle_seconds', operator: 'greater', values: ['60'] },
        ],
      },
    ],
  ])('%s', (text, filter) => {
    expect(parseFilter(text)).toEqual(filter);
  });

  test.each([
    ['quueue equals a', "there is no dimension 'quueue'; did you mean 'queue'?"],
    ['queue equal a', "there is no operator 'equal'; did you mean 'equals'?"],
    ['queue greater 3', 'queue is no number'],
    ['handle_seconds equals 3', 'handle_seconds is a number'],
    ['handle_seconds greater soon', "needs a number of seconds, not 'soon'"],
    ['queue equals', 'queue equals needs a value'],
    ['wrapup exists yes', 'wrapup exists takes no value'],
    ['queue', 'is not a filter'],
  ])('is refused: %s', (text, message) => {
    expect(() => parseFilter(text)).toThrow(message);
  });

  test.each([
    ['media equals VOICE', true],
    ['media in chat, email', false],
    ['queue contains ill', true],
    ['wrapup exists', false],
    ['handle_seconds greater 299', true],
    ['handle_seconds less 300', false],
    ['wait_seconds less 10', false],
    ['media equals chat or queue equals billing', true],
  ])('%s holds: %s', (text, holds) => {
    const voice = contact({ media: ['voice'], queue: ['id-1', 'Billing'] }, { handle_seconds: 300 });
    expect(passes(parseFilter(text), voice)).toBe(holds);
  });

  test('is told as it was typed', () => {
    const filter = definedFilter(['media equals voice', 'queue in a, b or wrapup exists']);
    expect(filter && filterWords(filter)).toBe('media equals voice and (queue in a, b or wrapup exists)');
  });
});

describe('what a service is asked', () => {
  const divided = (...where: string[]) => {
    const { conditions, rest } = divideFilter(definedFilter(where), labels);
    return { conditions, rest: rest && filterWords(rest) };
  };

  test('are exact words and ids; names are looked up', () => {
    expect(divided('queue equals billing', 'media in Voice, chat', 'wrapup exists')).toEqual({
      conditions: [
        { attribute: 'queue', values: ['id-1'] },
        { attribute: 'media', values: ['voice', 'chat'] },
        { attribute: 'wrapup' },
      ],
      rest: undefined,
    });
  });

  test('is not what only this side can tell', () => {
    expect(
      divided('media equals voice', 'queue contains ill', 'talk_seconds less 5', 'media equals a or queue equals b'),
    ).toEqual({
      conditions: [{ attribute: 'media', values: ['voice'] }],
      rest: 'queue contains ill and talk_seconds less 5 and (media equals a or queue equals b)',
    });
  });

  test('joins alternatives of one attribute, and none of alternatives that join others', () => {
    expect(divided('queue equals Billing or queue equals Sales').conditions).toEqual([
      { attribute: 'queue', values: ['id-1', 'id-2'] },
    ]);
    const voice = { dimension: 'media', operator: 'equals', value: 'voice' } as const;
    const filter = definedFilter({ or: [voice, { and: [voice, voice] }] });
    expect(divideFilter(filter, labels)).toEqual({ conditions: [], rest: filter });
  });
});
