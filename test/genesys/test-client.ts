import { type Client, type ClientOptions, createClient } from '../../src/genesys/client.ts';
import type { ContactServer } from '../genesys-server/server.ts';
import { jumpingClock } from './jumping-clock.ts';

/** A client of the fake organisation that has a token and waits in no time. */
export const testClient = (server: ContactServer, options: Partial<ClientOptions> = {}): Client =>
  createClient({
    hosts: { apiUrl: server.apiUrl, loginUrl: server.loginUrl },
    credentials: { accessToken: server.issueToken() },
    clock: jumpingClock(),
    random: () => 0.5,
    environment: {},
    ...options,
  });
