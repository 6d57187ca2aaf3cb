import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Connection, requireConnection } from '../../src/config/connection.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { Failure } from '../../src/errors.ts';
import { surroundings } from './surroundings.ts';

const connect = async (env: Record<string, string>): Promise<Connection> =>
  requireConnection(await readConfig(surroundings({ env })));

async function failureOf(env: Record<string, string>): Promise<Failure> {
  const outcome = await connect(env).catch((error: unknown) => error);
  if (!(outcome instanceof Failure)) throw new Error(`expected a Failure, not ${inspect(outcome)}`);
  return outcome;
}

const REGION = { GENESYSCLOUD_REGION: 'eu-west-1' };
const ID = { GENESYSCLOUD_OAUTHCLIENT_ID: 'an-id' };
const SECRET = { GENESYSCLOUD_OAUTHCLIENT_SECRET: 'a-secret' };
const TOKEN = { GENESYSCLOUD_ACCESS_TOKEN: 'a-token' };
const API = { GENESYSCLOUD_API_URL: 'http://127.0.0.1:8080' };
const LOGIN = { GENESYSCLOUD_LOGIN_URL: 'http://127.0.0.1:8081' };

describe('a connection', () => {
  it('is a region and an OAuth client', async () => {
    const { credentials, ...hosts } = await connect({ ...REGION, ...ID, ...SECRET });
    expect(hosts).toEqual({ region: 'eu-west-1', apiUrl: undefined, loginUrl: undefined });
    if (credentials.kind !== 'client') throw new Error(`expected a client, not ${credentials.kind}`);
    expect([credentials.clientId.reveal(), credentials.clientSecret.reveal()]).toEqual(['an-id', 'a-secret']);
  });

  it('is a region and a token', async () => {
    const { credentials } = await connect({ ...REGION, ...TOKEN });
    expect(credentials.kind === 'token' && credentials.accessToken.reveal()).toBe('a-token');
  });

  it.each([
    ['both addresses without a region', { ...API, ...LOGIN, ...ID, ...SECRET }],
    ['the API address alone with a token, which needs no login', { ...API, ...TOKEN }],
    ['one address beside a region that knows the other', { ...REGION, ...API, ...ID, ...SECRET }],
  ])('may have %s', async (_, env) => {
    expect((await connect(env)).apiUrl).toBe('http://127.0.0.1:8080');
  });
});

describe('what is missing for a connection', () => {
  it('is listed at once, each with the places where it was looked for, in order', async () => {
    const failure = await failureOf({});
    expect(failure.exitCode).toBe(2);
    expect(failure.message).toBe('region is not set; OAuth client id is not set; OAuth client secret is not set');
    expect(failure.hint).toMatchInlineSnapshot(`
      "set the region in one of these, the first one wins: flag --region; environment GENESYSCLOUD_REGION or GENESYS_CLOUD_REGION; file .env (not there); gc profile DEFAULT (no file ~/.gc/config.toml)
      set the OAuth client id in one of these, the first one wins: environment GENESYSCLOUD_OAUTHCLIENT_ID or GENESYS_CLOUD_CLIENT_ID or GENESYS_CLIENT_ID; file .env (not there); gc profile DEFAULT (no file ~/.gc/config.toml)
      set the OAuth client secret in one of these, the first one wins: environment GENESYSCLOUD_OAUTHCLIENT_SECRET or GENESYS_CLOUD_CLIENT_SECRET or GENESYS_CLIENT_SECRET; file .env (not there); gc profile DEFAULT (no file ~/.gc/config.toml)"
    `);
  });

  it.each([
    [
      'the secret',
      ID,
      'OAuth client secret is not set, though the OAuth client id is (environment GENESYSCLOUD_OAUTHCLIENT_ID)',
    ],
    [
      'the id',
      SECRET,
      'OAuth client id is not set, though the OAuth client secret is (environment GENESYSCLOUD_OAUTHCLIENT_SECRET)',
    ],
  ])('may be %s alone', async (_, half, message) => {
    expect((await failureOf({ ...REGION, ...half })).message).toBe(message);
  });

  it.each([
    ['login', API, 'login address is not set, though the API address is (environment GENESYSCLOUD_API_URL)'],
    ['API', LOGIN, 'API address is not set, though the login address is (environment GENESYSCLOUD_LOGIN_URL)'],
  ])('may be the %s address alone', async (_, half, message) => {
    const failure = await failureOf({ ...half, ...ID, ...SECRET });
    expect(failure.message).toBe(message);
    expect(failure.hint).not.toContain('gc profile');
  });
});
