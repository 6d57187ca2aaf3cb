import type { Centre, CentreDetails } from './centre.ts';
import { listingPage } from './listing-page.ts';
import type { Resource } from './resource.ts';

const PAGE_SIZE_MAX = 500;

/** Users, wrap-up codes and skills, page by page. */
export const nameListings: readonly Resource[] = [
  listing('/api/v2/users', ({ details }) => details?.users ?? [], ['state']),
  listing('/api/v2/routing/wrapupcodes', ({ details }) => details?.wrapUpCodes ?? []),
  listing('/api/v2/routing/skills', ({ details, routing }) => details?.skills ?? routing?.skills ?? []),
];

function listing(
  path: string,
  entitiesOf: (centre: Centre) => CentreDetails['users'],
  parameters: readonly string[] = [],
): Resource {
  return {
    method: 'GET',
    path,
    answer(request, centre, { pageSizeMax = PAGE_SIZE_MAX }) {
      const known = ['pageSize', 'pageNumber', ...parameters];
      const unknown = [...request.query.keys()].filter((name) => !known.includes(name));
      if (unknown.length > 0) throw new Error(`this server does not list ${path} by ${unknown.join(', ')}`);
      const state = request.query.get('state') ?? 'active';
      const entities = entitiesOf(centre)
        .filter((one) => state === 'any' || (one.state ?? 'active') === state)
        .map((one) => ({ ...one, selfUri: `${path}/${one.id}` }));
      return listingPage(request, entities, pageSizeMax);
    },
  };
}
