import { type ContactServer, type GenesysServer, type GenesysServerOptions, startGenesysServer } from './server.ts';

/** Logs in as official clients do. */
export const logIn = (server: ContactServer, secret = server.clientSecret, id = server.clientId): Promise<Response> =>
  fetch(`${server.loginUrl}/oauth/token`, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });

/** Asks the API host with a valid token, or with the one given. */
export const ask = (
  server: ContactServer,
  path: string,
  body?: unknown,
  token?: string,
  method?: string,
): Promise<Response> =>
  fetch(`${server.apiUrl}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      Authorization: `Bearer ${token ?? server.issueToken()}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** What `use` gives for a server of its own, which is closed, and so verified, when `use` has ended well. */
export async function withServer<T>(
  options: GenesysServerOptions,
  use: (server: GenesysServer) => Promise<T>,
): Promise<T> {
  const server = await startGenesysServer(options);
  const outcome = await use(server).catch(async (error: unknown) => {
    // What broke `use` tells more than what the server would then complain about.
    await server.close().catch(() => undefined);
    throw error;
  });
  await server.close();
  return outcome;
}
