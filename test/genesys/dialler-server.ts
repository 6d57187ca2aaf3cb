import type { Client } from '../../src/genesys/client.ts';
import { withServer } from '../genesys-server/asking.ts';
import { diallerCentre } from '../genesys-server/dialler-centre.ts';
import type { GenesysServer, GenesysServerOptions } from '../genesys-server/server.ts';
import { testClient } from './test-client.ts';

/** One for all tests, since it keeps what it has simulated; nothing that a server does changes it. */
export const centre = diallerCentre();

export const campaignNamed = (name: string) => {
  const found = centre.outbound.campaigns.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no campaign ${name}`);
  return found;
};

export const queueNamed = (name: string) => {
  const found = centre.queues.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no queue ${name}`);
  return found;
};

/** Runs `use` with a client of the dialler centre on a server of its own. */
export const withDialler = (
  use: (client: Client, server: GenesysServer) => Promise<void>,
  options: Partial<GenesysServerOptions> = {},
): Promise<void> => withServer({ centre, ...options }, (server) => use(testClient(server), server));

export const at = (text: string): number => Date.parse(text) / 1000;
