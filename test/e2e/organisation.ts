import type { ContactServer } from '../genesys-server/server.ts';

export const QUEUES = '/api/v2/routing/queues';
export const AGGREGATES = '/api/v2/analytics/conversations/aggregates/query';

/** The environment of a user whose organisation is the server. */
export const environmentOf = (server: ContactServer) => ({
  GENESYSCLOUD_API_URL: server.apiUrl,
  GENESYSCLOUD_LOGIN_URL: server.loginUrl,
  GENESYSCLOUD_OAUTHCLIENT_ID: server.clientId,
  GENESYSCLOUD_OAUTHCLIENT_SECRET: server.clientSecret,
});
