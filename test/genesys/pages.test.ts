import { describe, expect, test } from 'vitest';
import type { ZodMiniType } from 'zod/mini';
import * as z from 'zod/mini';
import type { ApiRequest } from '../../src/genesys/api-request.ts';
import type { Client } from '../../src/genesys/client.ts';
import { pages } from '../../src/genesys/pages.ts';
import { jumpingClock } from './jumping-clock.ts';
import { collected } from './small-centre.ts';

/** Answers page 1, 2, ... with these replies. */
function listing(replies: readonly unknown[]) {
  const asked: unknown[] = [];
  const client: Client = {
    async ask<T>({ query }: ApiRequest, schema: ZodMiniType<T>) {
      asked.push(query?.['pageNumber']);
      return schema.parse(replies[Number(query?.['pageNumber']) - 1]);
    },
    login: async () => {},
    read: () => Promise.reject(new Error('not asked')),
    change: async () => {},
    release: async () => {},
    apiUrl: 'https://api.example.com',
    clock: jumpingClock(),
    finishRecording: async () => {},
  };
  const request = { what: 'the things', method: 'GET', path: '/things', query: { pageSize: 2 } } as const;
  return { asked, things: () => collected(pages(client, request, z.number())) };
}

describe('a paged listing', () => {
  // When a listing ends: the service's listings differ in which of these members they have.
  test.each([
    ['there is no next page', [{ entities: [1, 2], nextUri: '/2' }, { entities: [3] }], [1, 2, 3]],
    [
      'a page is empty',
      [
        { entities: [1], nextUri: '/2' },
        { entities: [], nextUri: '/3' },
      ],
      [1],
    ],
    [
      'entities are null',
      [
        { entities: [1], nextUri: '/2' },
        { entities: null, nextUri: null },
      ],
      [1],
    ],
    [
      'the last page is reached by its number',
      [
        { entities: [1], pageNumber: 1, pageCount: 2, nextUri: '/2' },
        { entities: [2], pageNumber: 2, pageCount: 2, nextUri: '/3' },
      ],
      [1, 2],
    ],
    ['it has nothing at all', [{ entities: [], pageCount: 0, total: 0 }], []],
  ])('ends when %s', async (_, replies, expected) => {
    const { asked, things } = listing(replies);
    expect(await things()).toEqual(expected);
    expect(asked).toEqual(replies.map((__, i) => i + 1));
  });

  test.each([
    [
      'a page that comes twice',
      [
        { entities: [1, 2], nextUri: '/2' },
        { entities: [1, 2], nextUri: '/3' },
      ],
      /page 2 repeats/,
    ],
    [
      'a page of another number',
      [
        { entities: [1], pageNumber: 1, nextUri: '/2' },
        { entities: [2], pageNumber: 1 },
      ],
      /page 2 repeats/,
    ],
    ['an end before the last page', [{ entities: [1], pageNumber: 1, pageCount: 3 }], /ends on page 1 of 3/],
  ])('%s is an error of the service, not a shorter result', async (_, replies, words) => {
    await expect(listing(replies).things()).rejects.toMatchObject({
      exitCode: 6,
      message: expect.stringMatching(words),
    });
  });
});
