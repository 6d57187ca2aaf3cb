import * as z from 'zod/mini';
import { isoInstant } from '../../series/iso-instant.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import type { Client } from '../client.ts';
import { contractFailure } from '../service-failure.ts';
import { tokenPages } from './token-pages.ts';

/** Where sums of conversations are asked for, in both of their shapes. */
export const CONVERSATION_SUMMARY_PATH = '/api/v2/analytics/conversations/summary/query';

const PAGE_SIZE = 100;

const count = z.int().check(z.gte(0));

const bucketPage = z.object({
  nextPageToken: z.nullish(z.string()),
  buckets: z.nullish(
    z.array(
      z.object({
        queueId: z.string(),
        skillId: z.string(),
        metrics: z.object({ conversationHandledCount: count, conversationOfferedCount: count }),
      }),
    ),
  ),
});

/** Contacts of one queue that asked for one skill, over the whole range of a question. */
export interface SkillBucket {
  readonly queueId: string;
  readonly skillId: string;
  readonly offered: number;
  readonly handled: number;
}

/**
 * Contacts by queue and skill in a range. The next page is asked for at the address that a page names, with the same body; an
 * address elsewhere than at this API is a Failure (exit code 6), since it would be shown the token.
 */
export async function skillBuckets(
  client: Client,
  from: EpochSeconds,
  to: EpochSeconds,
  interval: string,
): Promise<SkillBucket[]> {
  const about = {
    what: `the contacts by queue and skill from ${isoInstant(from)} to ${isoInstant(to)}`,
    method: 'POST',
    path: CONVERSATION_SUMMARY_PATH,
  } as const;
  const body = {
    dateFrom: isoInstant(from),
    dateTo: isoInstant(to),
    groupBy: ['queueId', 'skillId'],
    interval,
    metrics: ['conversationHandledCount', 'conversationOfferedCount'],
    size: PAGE_SIZE,
  };
  const pages = tokenPages(about, (address) => {
    const next = address === undefined ? undefined : pageAddress(client.apiUrl, address);
    if (address !== undefined && next === undefined)
      throw contractFailure(about, 'the address of the next page is not one of this API');
    return client.ask({ ...about, ...next, body }, bucketPage);
  });
  // A bucket tells neither day nor hour, so those of a queue and skill are parts of one sum.
  const sums = new Map<string, SkillBucket>();
  for await (const { buckets } of pages) {
    for (const { queueId, skillId, metrics } of buckets ?? []) {
      const key = `${queueId}\n${skillId}`;
      const sum = sums.get(key);
      sums.set(key, {
        queueId,
        skillId,
        offered: (sum?.offered ?? 0) + metrics.conversationOfferedCount,
        handled: (sum?.handled ?? 0) + metrics.conversationHandledCount,
      });
    }
  }
  return [...sums.values()];
}

/** Path and query of the address of a next page, absolute or from the root; undefined when it leads away from the API. */
export function pageAddress(
  apiUrl: string,
  address: string,
): { readonly path: string; readonly query: Readonly<Record<string, string>> } | undefined {
  if (!URL.canParse(address, apiUrl)) return undefined;
  const url = new URL(address, apiUrl);
  const root = new URL(apiUrl);
  const prefix = root.pathname.replace(/\/$/, '');
  const path = url.pathname.slice(prefix.length);
  const isOurs = url.origin === root.origin && url.pathname.startsWith(prefix) && path === CONVERSATION_SUMMARY_PATH;
  return isOurs && url.username === '' ? { path, query: Object.fromEntries(url.searchParams) } : undefined;
}
