import type { Resource } from './resource.ts';

export const ownOrganization: Resource = {
  method: 'GET',
  path: '/api/v2/organizations/me',
  answer: ({ path }, centre) => ({
    status: 200,
    body: { ...centre.organization, thirdPartyOrgName: 'demo', state: 'active', selfUri: path },
  }),
};
