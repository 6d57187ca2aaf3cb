import type { Client } from '../../src/genesys/client.ts';
import { createPlatformRouting } from '../../src/genesys/platform/platform-routing.ts';
import type { Routing } from '../../src/genesys/routing.ts';
import { withServer } from '../genesys-server/asking.ts';
import { routingCentre } from '../genesys-server/routing-centre.ts';
import type { GenesysServer, GenesysServerOptions } from '../genesys-server/server.ts';
import { testClient } from './test-client.ts';

/** One for all tests, since a server keeps its changes for itself. */
export const centre = routingCentre();

/** Runs `use` with the routing of the routing centre on a server of its own. */
export const withRouting = (
  use: (routing: Routing, server: GenesysServer, client: Client) => Promise<void>,
  options: Partial<GenesysServerOptions> = {},
): Promise<void> =>
  withServer({ centre, ...options }, (server) => {
    const client = testClient(server);
    return use(createPlatformRouting(client), server, client);
  });
