import { readFile } from 'node:fs/promises';
import { type Connection, requireConnection } from '../../config/connection.ts';
import type { Config } from '../../config/read-config.ts';
import { usageFailure } from '../../errors.ts';
import type { ClientOptions } from '../../genesys/client.ts';
import { type Hosts, hostsOf } from '../../genesys/regions.ts';
import type { World } from '../world.ts';

export type LiveClientOptions = Pick<
  ClientOptions,
  'hosts' | 'credentials' | 'loginForm' | 'environment' | 'caPem' | 'timeoutMs' | 'signal' | 'clock'
>;

/** What every client of the live service takes from configuration and world. Throws a Failure (exit code 2) for what is missing. */
export async function liveClientOptions(config: Config, world: World): Promise<LiveClientOptions> {
  const connection = requireConnection(config);
  const { credentials } = connection;
  return {
    hosts: hostsFor(connection, config.api),
    credentials:
      credentials.kind === 'token'
        ? { accessToken: credentials.accessToken.reveal() }
        : { clientId: credentials.clientId.reveal(), clientSecret: credentials.clientSecret.reveal() },
    ...(config.api === 'summary' ? { loginForm: 'fields' as const } : {}),
    environment: world.env,
    ...(config.caFile === undefined ? {} : { caPem: await readAuthorities(config.caFile) }),
    signal: world.signal,
    clock: { nowMs: world.nowMs, sleep: world.sleep },
  };
}

/** The contract of summaries logs in at the API's own host, unless another is named. */
function hostsFor(connection: Connection, api: Config['api']): Hosts {
  const hosts = hostsOf(connection.region, addressesOf(connection));
  const isAtApi = api === 'summary' && connection.loginUrl === undefined;
  return isAtApi ? { ...hosts, loginUrl: hosts.apiUrl } : hosts;
}

/** The addresses that were given. A ready token needs no login, so that host may stay unknown: the API's stands in. */
function addressesOf({
  region,
  apiUrl,
  loginUrl = region === undefined ? apiUrl : undefined,
}: Connection): Partial<Hosts> {
  return { ...(apiUrl === undefined ? {} : { apiUrl }), ...(loginUrl === undefined ? {} : { loginUrl }) };
}

async function readAuthorities(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw usageFailure(
      `cannot read the certificate authorities in ${path}`,
      'check --ca-file or GCFORECAST_CA_FILE',
      error,
    );
  }
}
