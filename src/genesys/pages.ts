import type { ZodMiniType } from 'zod/mini';
import * as z from 'zod/mini';
import type { ApiRequest } from './api-request.ts';
import type { Client } from './client.ts';
import { contractFailure } from './service-failure.ts';

/**
 * The entities of a paged listing, page after page until there is no next page, an empty page, or the last page by its
 * number. Throws a Failure (exit code 6) when a page comes twice or the listing ends before its own page count.
 */
export async function* pages<T>(client: Client, request: ApiRequest, entity: ZodMiniType<T>): AsyncGenerator<T> {
  const listing = z.object({
    entities: z.nullish(z.array(entity)),
    pageNumber: z.nullish(z.number()),
    pageCount: z.nullish(z.number()),
    nextUri: z.nullish(z.string()),
  });
  const seen = new Set<string>();
  for (let pageNumber = 1; ; pageNumber++) {
    const page = await client.ask({ ...request, query: { ...request.query, pageNumber } }, listing);
    const entities = page.entities ?? [];
    const content = JSON.stringify(entities);
    if (seen.has(content) || (page.pageNumber ?? pageNumber) !== pageNumber) {
      throw contractFailure(request, `page ${pageNumber} repeats an earlier page`);
    }
    seen.add(content);
    yield* entities;
    const { nextUri, pageCount } = page;
    const isLastByNumber = pageCount != null && pageNumber >= pageCount;
    if (nextUri && entities.length > 0 && !isLastByNumber) continue;
    if (pageCount == null || isLastByNumber) return;
    throw contractFailure(request, `it ends on page ${pageNumber} of ${pageCount}`);
  }
}
