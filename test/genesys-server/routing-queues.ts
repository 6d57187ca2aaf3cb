import type { CentreQueue } from './centre.ts';
import { badRequest, type Reply } from './reply.ts';
import type { Resource, ResourceRequest } from './resource.ts';

const DEFAULT_PAGE_SIZE = 25;
const DEFAULT_PAGE_SIZE_MAX = 500;
const KNOWN_PARAMETERS = ['pageSize', 'pageNumber', 'sortOrder', 'name', 'id'];

export const queueListing: Resource = {
  method: 'GET',
  path: '/api/v2/routing/queues',
  answer(request, centre, limits) {
    const unknown = [...request.query.keys()].filter((name) => !KNOWN_PARAMETERS.includes(name));
    if (unknown.length > 0) throw new Error(`this server does not list queues by ${unknown.join(', ')}`);
    return page(request, wantedQueues(request.query, centre.queues), limits.pageSizeMax ?? DEFAULT_PAGE_SIZE_MAX);
  },
};

function wantedQueues(query: URLSearchParams, queues: readonly CentreQueue[]): CentreQueue[] {
  const ids = query.getAll('id');
  const name = query.get('name');
  const wanted = queues.filter(
    (queue) => (ids.length === 0 || ids.includes(queue.id)) && (name === null || matchesName(name, queue.name)),
  );
  const sign = query.get('sortOrder') === 'desc' ? -1 : 1;
  return wanted.sort((a, b) => sign * (a.name < b.name ? -1 : 1));
}

/** Names are compared without case; `*` at either end stands for anything. */
function matchesName(pattern: string, name: string): boolean {
  const core = pattern.replace(/^\*|\*$/g, '').toLowerCase();
  const at = name.toLowerCase().indexOf(core);
  if (at < 0) return false;
  const before = pattern.startsWith('*') || name.toLowerCase().startsWith(core);
  const after = pattern.endsWith('*') || name.toLowerCase().endsWith(core);
  return before && after && (pattern.includes('*') || name.length === core.length);
}

function page({ path, query }: ResourceRequest, queues: readonly CentreQueue[], pageSizeMax: number): Reply {
  const pageSize = Number(query.get('pageSize') ?? DEFAULT_PAGE_SIZE);
  const pageNumber = Number(query.get('pageNumber') ?? 1);
  if (pageSize < 1 || pageSize > pageSizeMax) {
    throw badRequest(`Page size must be between 1 and ${pageSizeMax}.`, 'pageSize', 'invalid.value');
  }
  if (pageNumber < 1) throw badRequest('Page number must be at least 1.', 'pageNumber', 'invalid.value');
  const pageCount = Math.ceil(queues.length / pageSize);
  const uri = (number: number): string => {
    const parameters = new URLSearchParams(query);
    parameters.set('pageSize', String(pageSize));
    parameters.set('pageNumber', String(number));
    return `${path}?${parameters}`;
  };
  return {
    status: 200,
    body: {
      entities: queues
        .slice((pageNumber - 1) * pageSize, pageNumber * pageSize)
        .map(({ id, name }) => ({ id, name, selfUri: `${path}/${id}` })),
      pageSize,
      pageNumber,
      total: queues.length,
      pageCount,
      firstUri: uri(1),
      selfUri: uri(pageNumber),
      lastUri: uri(Math.max(pageCount, 1)),
      ...(pageNumber > 1 ? { previousUri: uri(pageNumber - 1) } : {}),
      ...(pageNumber < pageCount ? { nextUri: uri(pageNumber + 1) } : {}),
    },
  };
}
