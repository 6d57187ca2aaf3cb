import { configurationFailure, type Problem } from './problem.ts';
import type { Config } from './read-config.ts';
import type { Secret } from './secret.ts';
import { SETTINGS, type Setting, type SettingName } from './settings.ts';

/** What proves who is asking: an OAuth client, or a token that somebody else has fetched. */
type Credentials =
  | { readonly kind: 'client'; readonly clientId: Secret; readonly clientSecret: Secret }
  | { readonly kind: 'token'; readonly accessToken: Secret };

/** What it takes to talk to the service. Addresses come before the hosts of the region; without a region all that are needed are there. */
export interface Connection {
  readonly region: string | undefined;
  readonly apiUrl: string | undefined;
  readonly loginUrl: string | undefined;
  readonly credentials: Credentials;
}

/** The settings for talking to the service. Throws one Failure (exit code 2) that lists all that is missing and where it was looked for. */
export function requireConnection(config: Config): Connection {
  const { region, apiUrl, loginUrl } = config;
  const credentials = credentialsOf(config);
  const missing = [...missingHosts(config), ...missingCredentials(config)];
  if (credentials === undefined || missing.length > 0) {
    throw configurationFailure(missing.map((name) => missingProblem(name, config)));
  }
  return { region, apiUrl, loginUrl, credentials };
}

function credentialsOf({ accessToken, clientId, clientSecret }: Config): Credentials | undefined {
  if (accessToken !== undefined) return { kind: 'token', accessToken };
  return clientId === undefined || clientSecret === undefined ? undefined : { kind: 'client', clientId, clientSecret };
}

/**
 * A region knows both hosts. Without one, both addresses are needed, but a ready token needs no login, and with the contract of
 * summaries the API's host is that of the login too.
 */
function missingHosts({ region, apiUrl, loginUrl, accessToken, api }: Config): readonly SettingName[] {
  if (region !== undefined) return [];
  if (apiUrl === undefined) return [loginUrl === undefined ? 'region' : 'apiUrl'];
  const needsLogin = accessToken === undefined && api === 'platform';
  return loginUrl === undefined && needsLogin ? ['loginUrl'] : [];
}

function missingCredentials(config: Config): readonly SettingName[] {
  if (config.accessToken !== undefined) return [];
  return (['clientId', 'clientSecret'] as const).filter((name) => config[name] === undefined);
}

function missingProblem(name: SettingName, config: Config): Problem {
  const { title } = SETTINGS[name];
  return {
    message: `${title} is not set${counterpart(name, config.origins)}`,
    hint: `set the ${title} in one of these, the first one wins: ${placesOf(name, config.searched).join('; ')}`,
  };
}

/** The half that is there, when the other half of two settings is missing. */
function counterpart(name: SettingName, origins: Config['origins']): string {
  const other = COUNTERPARTS[name];
  const origin = other === undefined ? undefined : origins[other];
  return other === undefined || origin === undefined ? '' : `, though the ${SETTINGS[other].title} is (${origin})`;
}

const COUNTERPARTS: Partial<Record<SettingName, SettingName>> = {
  clientId: 'clientSecret',
  clientSecret: 'clientId',
  apiUrl: 'loginUrl',
  loginUrl: 'apiUrl',
};

function placesOf(name: SettingName, searched: Config['searched']): readonly string[] {
  const { flag, variables, profileKey }: Setting = SETTINGS[name];
  return [
    ...(flag === undefined ? [] : [`flag ${flag}`]),
    `environment ${variables.join(' or ')}`,
    searched.envFile,
    ...(profileKey === undefined ? [] : [searched.gcProfile]),
  ];
}
