import type { CentreQueue } from './centre.ts';
import { listingPage } from './listing-page.ts';
import type { Resource } from './resource.ts';

const DEFAULT_PAGE_SIZE_MAX = 500;
const KNOWN_PARAMETERS = ['pageSize', 'pageNumber', 'sortOrder', 'name', 'id'];

export const queueListing: Resource = {
  method: 'GET',
  path: '/api/v2/routing/queues',
  answer(request, centre, limits) {
    const unknown = [...request.query.keys()].filter((name) => !KNOWN_PARAMETERS.includes(name));
    if (unknown.length > 0) throw new Error(`this server does not list queues by ${unknown.join(', ')}`);
    const queues = wantedQueues(request.query, centre.queues);
    const entities = queues.map(({ id, name }) => ({
      id,
      name,
      ...centre.routing?.queueSettings.get(id),
      selfUri: `${request.path}/${id}`,
    }));
    return listingPage(request, entities, limits.pageSizeMax ?? DEFAULT_PAGE_SIZE_MAX);
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
