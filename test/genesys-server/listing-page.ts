import { badRequest, type Reply } from './reply.ts';
import type { ResourceRequest } from './resource.ts';

const DEFAULT_PAGE_SIZE = 25;

/** One page of a listing; refuses like the platform. */
export function listingPage({ path, query }: ResourceRequest, entities: readonly object[], pageSizeMax: number): Reply {
  const pageSize = Number(query.get('pageSize') ?? DEFAULT_PAGE_SIZE);
  const pageNumber = Number(query.get('pageNumber') ?? 1);
  if (pageSize < 1 || pageSize > pageSizeMax) {
    throw badRequest(`Page size must be between 1 and ${pageSizeMax}.`, 'pageSize', 'invalid.value');
  }
  if (pageNumber < 1) throw badRequest('Page number must be at least 1.', 'pageNumber', 'invalid.value');
  const pageCount = Math.ceil(entities.length / pageSize);
  const uri = (number: number): string => {
    const parameters = new URLSearchParams(query);
    parameters.set('pageSize', String(pageSize));
    parameters.set('pageNumber', String(number));
    return `${path}?${parameters}`;
  };
  return {
    status: 200,
    body: {
      entities: entities.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
      pageSize,
      pageNumber,
      total: entities.length,
      pageCount,
      firstUri: uri(1),
      selfUri: uri(pageNumber),
      lastUri: uri(Math.max(pageCount, 1)),
      ...(pageNumber > 1 ? { previousUri: uri(pageNumber - 1) } : {}),
      ...(pageNumber < pageCount ? { nextUri: uri(pageNumber + 1) } : {}),
    },
  };
}
