import type { ZodMiniType } from 'zod/mini';
import * as z from 'zod/mini';
import type { ApiRequest } from './api-request.ts';
import type { Client } from './client.ts';
import { contractFailure } from './service-failure.ts';

/**
 * The entities of a paged listing, page after page until there is no next page, an empty page, or the last page by its
 * number. Throws a Failure (exit code 6) when a page comes twice,
 * when the first one has neither entities nor a total of 0, or when the listing ends before its own page count or total.
 */
export async function* pages<T>(client: Client, request: ApiRequest, entity: ZodMiniType<T>): AsyncGenerator<T> {
  const listing = z.object({
    entities: z.nullish(z.array(entity)),
    pageNumber: z.nullish(z.number()),
    pageCount: z.nullish(z.number()),
    total: z.nullish(z.number()),
    nextUri: z.nullish(z.string()),
  });
  const seen = new Set<string>();
  let listed = 0;
  for (let pageNumber = 1; ; pageNumber++) {
    const page = await client.ask({ ...request, query: { ...request.query, pageNumber } }, listing);
    const entities = page.entities ?? [];
    const content = JSON.stringify(entities);
    if (seen.has(content) || (page.pageNumber ?? pageNumber) !== pageNumber) {
      throw contractFailure(request, `page ${pageNumber} repeats an earlier page`);
    }
    seen.add(content);
    if (page.entities == null && pageNumber === 1 && page.total !== 0) throw contractFailure(request, 'no entities');
    yield* entities;
    listed += entities.length;
    const { nextUri, pageCount, total } = page;
    const isLastByNumber = pageCount != null && pageNumber >= pageCount;
    if (nextUri && entities.length > 0 && !isLastByNumber) continue;
    if (pageCount != null && !isLastByNumber) {
      throw contractFailure(request, `it ends on page ${pageNumber} of ${pageCount}`);
    }
    if (total != null && listed < total) throw contractFailure(request, `it ends after ${listed} of ${total} entries`);
    return;
  }
}
