// Serves made-up conversations in a process of its own, and tells its parent how to reach it.
import { conversationCentre } from '../genesys-server/conversation-centre.ts';
import { startGenesysServer } from '../genesys-server/server.ts';

const [count, startMs, days] = process.argv.slice(2).map(Number);
const endMs = startMs + days * 86_400_000;
const server = await startGenesysServer({
  centre: conversationCentre({ seed: 1, count, startMs, presentMs: endMs + 4 * 86_400_000 }),
});
process.send?.({
  GENESYSCLOUD_API_URL: server.apiUrl,
  GENESYSCLOUD_LOGIN_URL: server.loginUrl,
  GENESYSCLOUD_OAUTHCLIENT_ID: server.clientId,
  GENESYSCLOUD_OAUTHCLIENT_SECRET: server.clientSecret,
});
