import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clientCredentialsTokens } from '../../src/genesys/auth.ts';
import type { HttpCall } from '../../src/genesys/http.ts';
import type { Outcome } from '../../src/genesys/outcome.ts';
import { readRetries } from '../../src/genesys/retry.ts';
import { jumpingClock } from './jumping-clock.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gcforecast-auth-'));
});
afterEach(() => rm(home, { recursive: true }));

/** A login host that gives numbered tokens, and what it was asked. */
function loginHost(lifeSeconds = 86_399) {
  const calls: HttpCall[] = [];
  const send = async (call: HttpCall): Promise<Outcome> => {
    calls.push(call);
    const body = { access_token: `token-${calls.length}`, token_type: 'bearer', expires_in: lifeSeconds };
    return { kind: 'answer', status: 200, headers: {}, body };
  };
  return { calls, send };
}

function tokens(host: ReturnType<typeof loginHost>, options: { homeDirectory?: string; clientId?: string } = {}) {
  const clock = jumpingClock();
  const source = clientCredentialsTokens({
    loginUrl: 'https://login.example.com',
    form: 'header',
    clientId: 'id',
    clientSecret: 'se:cret',
    send: host.send,
    retry: { clock, random: () => 0, onWait: () => {} },
    retriesFor: readRetries,
    ...options,
  });
  return { clock, source };
}

describe('a token', () => {
  test('is asked for as official clients do: Basic header, and a form with the grant type and nothing else', async () => {
    const host = loginHost();
    await tokens(host).source.current();
    expect(host.calls).toMatchObject([
      {
        method: 'POST',
        baseUrl: 'https://login.example.com',
        path: '/oauth/token',
        headers: { Authorization: `Basic ${btoa('id:se:cret')}` },
      },
    ]);
    expect(String(host.calls[0]?.body)).toBe('grant_type=client_credentials');
  });

  test('is asked for once, however many want it at the same time', async () => {
    const host = loginHost();
    const { source, clock } = tokens(host);
    expect(new Set(await Promise.all([1, 2, 3].map(() => source.current())))).toEqual(new Set(['token-1']));
    clock.advance(86_400_000);
    expect(new Set(await Promise.all([1, 2, 3].map(() => source.current())))).toEqual(new Set(['token-2']));
    expect(host.calls).toHaveLength(2);
  });

  test.each([
    ['a minute before its end', 86_400, 86_340],
    ['when a tenth of a short life is left', 300, 270],
  ])('is renewed %s', async (_, lifeSeconds, goodSeconds) => {
    const host = loginHost(lifeSeconds);
    const { source, clock } = tokens(host);
    await source.current();
    clock.advance(goodSeconds * 1000 - 1);
    expect(await source.current()).toBe('token-1');
    clock.advance(1);
    expect(await source.current()).toBe('token-2');
  });

  test('is renewed once after the service did not accept it, also for those who ask at the same time', async () => {
    const host = loginHost();
    const { source } = tokens(host, { homeDirectory: home });
    const first = await source.current();
    expect(source.discard(first)).toBe(true);
    expect(await Promise.all([source.current(), source.current()])).toEqual(['token-2', 'token-2']);
    expect(source.discard(first)).toBe(true);
    expect(host.calls).toHaveLength(2);
  });

  test('is not given when the login host answers something else', async () => {
    const send = async (): Promise<Outcome> => ({ kind: 'answer', status: 200, headers: {}, body: { token: 'x' } });
    await expect(tokens({ calls: [], send }).source.current()).rejects.toMatchObject({ exitCode: 6 });
  });

  test('is asked for again after a login that failed', async () => {
    const host = loginHost();
    let fails = true;
    const send = async (call: HttpCall): Promise<Outcome> =>
      fails ? { kind: 'refusal', status: 401, headers: {}, body: { error: 'invalid_client' } } : host.send(call);
    const { source } = tokens({ ...host, send });
    await expect(source.current()).rejects.toMatchObject({ exitCode: 3 });
    fails = false;
    expect(await source.current()).toBe('token-1');
  });
});

describe('between runs', () => {
  const cacheFile = async (): Promise<string> => join(home, 'tokens', (await readdir(join(home, 'tokens')))[0] ?? '');

  test('the token is kept in a file that only its owner can read, under a name that tells nothing', async () => {
    const host = loginHost();
    await tokens(host, { homeDirectory: home }).source.current();
    expect(await tokens(host, { homeDirectory: home }).source.current()).toBe('token-1');
    expect(host.calls).toHaveLength(1);
    expect((await stat(join(home, 'tokens'))).mode & 0o777).toBe(0o700);
    expect((await stat(await cacheFile())).mode & 0o777).toBe(0o600);
    expect(await readdir(join(home, 'tokens'))).toEqual([expect.stringMatching(/^[0-9a-f]{32}\.json$/)]);
    expect(await readFile(await cacheFile(), 'utf8')).not.toMatch(/se:cret|"id"/);
  });

  test('each client has its own', async () => {
    const host = loginHost();
    await tokens(host, { homeDirectory: home }).source.current();
    expect(await tokens(host, { homeDirectory: home, clientId: 'other' }).source.current()).toBe('token-2');
    expect(await tokens(host, { homeDirectory: home }).source.current()).toBe('token-1');
  });

  test.each([
    ['others may read', (file: string) => chmod(file, 0o640)],
    ['is damaged', (file: string) => writeFile(file, '{"accessToken":"tok')],
    ['holds something else', (file: string) => writeFile(file, '{"accessToken":7}')],
  ])('a file that %s is not used but written anew', async (_, spoil) => {
    const host = loginHost();
    await tokens(host, { homeDirectory: home }).source.current();
    await spoil(await cacheFile());
    expect(await tokens(host, { homeDirectory: home }).source.current()).toBe('token-2');
    expect((await stat(await cacheFile())).mode & 0o777).toBe(0o600);
    expect(await tokens(host, { homeDirectory: home }).source.current()).toBe('token-2');
  });

  test('a home that is no folder is wrong usage', async () => {
    const homeDirectory = join(home, 'file');
    await writeFile(homeDirectory, '');
    await expect(tokens(loginHost(), { homeDirectory }).source.current()).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('ENOTDIR'),
    });
  });

  test('a kept token that the service does not accept is replaced', async () => {
    const host = loginHost();
    await tokens(host, { homeDirectory: home }).source.current();
    const { source } = tokens(host, { homeDirectory: home });
    source.discard(await source.current());
    expect(await source.current()).toBe('token-2');
    expect(await tokens(host, { homeDirectory: home }).source.current()).toBe('token-2');
  });

  test('a token that another run has got in the meantime is used instead of a new login', async () => {
    const host = loginHost();
    const { source } = tokens(host, { homeDirectory: home });
    const refused = await source.current();
    const other = tokens(host, { homeDirectory: home }).source;
    other.discard(await other.current());
    expect(await other.current()).toBe('token-2');
    source.discard(refused);
    expect(await source.current()).toBe('token-2');
    expect(host.calls).toHaveLength(2);
  });
});
