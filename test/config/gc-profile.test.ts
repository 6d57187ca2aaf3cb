import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { requireConnection } from '../../src/config/connection.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { Failure } from '../../src/errors.ts';
import { GC_FILE, surroundings, systemError } from './surroundings.ts';

// The layout that gc writes (platform-client-sdk-cli, build/gc/config/config.go): one table a profile, keys in lower case.
const PROFILES = `
[default]
  access_token = ""
  client_credentials = "default-id"
  client_secret = "default-secret"
  environment = "mypurecloud.ie"
  grant_type = "1"
  logging_enabled = false

[Prod]
  Client_Credentials = "prod-id"
  CLIENT_SECRET = "prod-secret"
  environment = "mypurecloud.de"

[browser]
  client_credentials = "browser-id"
  client_secret = "optional-and-useless"
  environment = "mypurecloud.com"
  grant_type = "2"

[pkce]
  client_credentials = "pkce-id"
  grant_type = 3

[token]
  access_token = "ready-token"
  client_credentials = "token-id"
  environment = "usw2.pure.cloud"
  grant_type = "3"
`;
const files = { [GC_FILE]: PROFILES };
type Given = Parameters<typeof surroundings>[0];
const withProfile = (profile: string, given: Given = {}): Promise<Awaited<ReturnType<typeof readConfig>>> =>
  readConfig(surroundings({ files, flags: { profile }, ...given }));

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const outcome = await work.catch((error: unknown) => error);
  if (!(outcome instanceof Failure)) throw new Error(`expected a Failure, not ${inspect(outcome)}`);
  return outcome;
}

describe('a gc profile', () => {
  it('gives region and OAuth client when nothing else does', async () => {
    const config = await readConfig(surroundings({ files }));
    expect(config.region).toBe('mypurecloud.ie');
    expect([config.clientId?.reveal(), config.clientSecret?.reveal()]).toEqual(['default-id', 'default-secret']);
    expect(config.accessToken).toBeUndefined();
    expect(config.origins).toMatchObject({ region: 'gc profile DEFAULT', clientSecret: 'gc profile DEFAULT' });
  });

  it.each(['prod', 'PROD', 'Prod'])('is found as %s, and its keys in any case', async (name) => {
    const config = await withProfile(name);
    expect([config.clientId?.reveal(), config.clientSecret?.reveal()]).toEqual(['prod-id', 'prod-secret']);
  });

  it('gives a ready token, whatever its grant', async () => {
    const config = await withProfile('token');
    expect(config.accessToken?.reveal()).toBe('ready-token');
    expect(config.clientId).toBeUndefined();
  });

  it.each([
    ['browser', 'Implicit'],
    ['pkce', 'PKCE'],
  ])(
    'like %s with the %s grant has no usable client, and the failure says which grant is needed',
    async (name, grant) => {
      const config = await withProfile(name);
      expect([config.clientId, config.clientSecret]).toEqual([undefined, undefined]);
      const failure = await failureOf((async () => requireConnection(config))());
      expect(failure.hint).toContain(
        `gc profile ${name} (logs in by the ${grant} grant through a browser; an OAuth client with the Client Credentials grant is needed)`,
      );
    },
  );

  it('that is named and missing is an error that lists what there is', async () => {
    const failure = await failureOf(withProfile('pord'));
    expect(failure.message).toBe('gc profile pord: not in ~/.gc/config.toml');
    expect(failure.hint).toBe('did you mean prod? it holds default, prod, browser, pkce, token');
    expect(failure.exitCode).toBe(2);
  });

  it('that is named in an empty file is an error', async () => {
    const failure = await failureOf(withProfile('prod', { files: { [GC_FILE]: '' } }));
    expect(failure.hint).toBe('it holds no profile');
  });

  it('that is not named may be missing', async () => {
    const config = await readConfig(surroundings({ files: { [GC_FILE]: '[other]\nenvironment = "a"' } }));
    expect(config.region).toBeUndefined();
    expect(config.searched.gcProfile).toBe('gc profile DEFAULT (not in ~/.gc/config.toml)');
  });
});

describe('a damaged profiles file', () => {
  const damaged = { [GC_FILE]: '[default]\nclient_secret = top#secret\n' };

  it('is an error when a profile is named, by place and without the line, which may hold a secret', async () => {
    const failure = await failureOf(withProfile('default', { files: damaged }));
    expect(failure.message).toMatch(/^gc profile default: ~\/\.gc\/config\.toml is damaged at line 2, column \d+$/);
    expect(inspect(failure, { depth: null })).not.toContain('top#secret');
  });

  it('does not stop a command that needs no service', async () => {
    const config = await readConfig(surroundings({ files: damaged }));
    expect(config.searched.gcProfile).toContain('is damaged at line 2');
  });

  it('that cannot be read is told likewise', async () => {
    const failure = await failureOf(withProfile('default', { files: { [GC_FILE]: systemError('EACCES') } }));
    expect(failure.message).toBe('gc profile default: cannot read ~/.gc/config.toml, EACCES');
  });
});

describe('a gc profile beside other settings', () => {
  const complete = {
    GENESYSCLOUD_REGION: 'eu-west-1',
    GENESYSCLOUD_OAUTHCLIENT_ID: 'id',
    GENESYSCLOUD_OAUTHCLIENT_SECRET: 'secret',
  };

  it('is not even opened when nothing is missing', async () => {
    const opened: string[] = [];
    const { readTextFile } = surroundings();
    const spying = (path: string): Promise<string> => {
      opened.push(path);
      return readTextFile(path);
    };
    await readConfig(surroundings({ env: complete, readTextFile: spying }));
    expect(opened).toEqual(['/work-dir/.env']);
    await readConfig(surroundings({ env: { ...complete, GENESYSCLOUD_REGION: '' }, readTextFile: spying }));
    expect(opened).toContain(GC_FILE);
  });

  it('never lends its secret to an id from elsewhere', async () => {
    const env = { GENESYSCLOUD_OAUTHCLIENT_ID: 'other-id' };
    const config = await readConfig(surroundings({ files, env }));
    expect(config.clientId?.reveal()).toBe('other-id');
    expect(config.clientSecret).toBeUndefined();
    expect(config.region).toBe('mypurecloud.ie');
  });

  it('warns when it was named and its credentials are overruled', async () => {
    const config = await withProfile('prod', { env: complete });
    expect(config.clientId?.reveal()).toBe('id');
    expect(config.warnings).toEqual([
      'the credentials of gc profile prod are not used: environment GENESYSCLOUD_OAUTHCLIENT_ID comes first',
    ]);
  });
});

describe('a profiles file that others can read', () => {
  const fileMode = (mode: number) => async (): Promise<number> => mode;
  const warning = '~/.gc/config.toml can be read by others; run: chmod 600 ~/.gc/config.toml';

  it.each([0o644, 0o640, 0o604])('is warned of once, with mode %i', async (mode) => {
    expect((await readConfig(surroundings({ files, fileMode: fileMode(mode) }))).warnings).toEqual([warning]);
  });

  it.each([0o600, 0o400, 0o700])('is none with mode %i', async (mode) => {
    expect((await readConfig(surroundings({ files, fileMode: fileMode(mode) }))).warnings).toEqual([]);
  });

  it('matters neither on Windows nor when nothing was taken from it', async () => {
    const onWindows = surroundings({
      platform: 'win32',
      homeDirectory: 'C:\\Users\\ana',
      files: { 'C:\\Users\\ana\\.gc\\config.toml': PROFILES },
      fileMode: fileMode(0o666),
    });
    const config = await readConfig(onWindows);
    expect(config.region).toBe('mypurecloud.ie');
    expect(config.warnings).toEqual([]);
    const unused = surroundings({ files: { [GC_FILE]: '' }, fileMode: fileMode(0o644) });
    expect((await readConfig(unused)).warnings).toEqual([]);
  });
});
