import type { Centre } from '../genesys-server/centre.ts';
import { type ContactServer, startGenesysServer } from '../genesys-server/server.ts';
import { startSummaryServer } from '../summary-server/server.ts';
import { environmentOf } from './organisation.ts';

/** A wire contract that the program speaks. */
export type Contract = 'platform' | 'summary';

/** The same centre behind either contract. */
export const startContract = (contract: Contract, centre: Centre): Promise<ContactServer> =>
  contract === 'platform' ? startGenesysServer({ centre }) : startSummaryServer({ centre });

/** The environment of a user whose organisation is the server, and speaks the contract. */
export const contractEnvironment = (contract: Contract, server: ContactServer) => ({
  ...environmentOf(server),
  GCFORECAST_API: contract,
});
