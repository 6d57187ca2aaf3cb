import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type AxiosAdapter, AxiosError, getAdapter } from 'axios';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttp, type HttpOptions } from '../../src/genesys/http.ts';
import { tunnellingProxy } from '../support/tunnelling-proxy.ts';

// A certificate for localhost that signs itself, and its key; made by `openssl req -x509`, trusted by nobody.
const certificate = readFileSync(new URL('tls/localhost.pem', import.meta.url), 'utf8');
const key = readFileSync(new URL('tls/localhost.key', import.meta.url), 'utf8');

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function listening(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const http = (options: Partial<HttpOptions> = {}) =>
  createHttp({ timeoutMs: 5000, environment: {}, adapter: getAdapter('http'), ...options });

const get = (baseUrl: string) => ({ method: 'GET', baseUrl, path: '/thing', headers: {} }) as const;

async function answerOf(listener: RequestListener, options: Partial<HttpOptions> = {}) {
  const port = await listening(createServer(listener));
  return http(options)(get(`http://127.0.0.1:${port}`));
}

describe('one exchange', () => {
  test('gives status, headers in lower case, and the body as JSON', async () => {
    const outcome = await answerOf((_, response) =>
      response.setHeader('ININ-RateLimit-Count', '7').end('{"a":[1,null]}'),
    );
    expect(outcome).toMatchObject({ kind: 'answer', status: 200, body: { a: [1, null] } });
    expect(outcome.kind === 'answer' && outcome.headers['inin-ratelimit-count']).toBe('7');
  });

  test('a refusal without JSON is a refusal all the same', async () => {
    const outcome = await answerOf((_, response) => response.writeHead(502).end('<html>Bad gateway</html>'));
    expect(outcome).toMatchObject({ kind: 'refusal', status: 502, body: undefined });
  });

  test.each([
    ['an empty body', '', 'not-json'],
    ['half a document', '{"a":[1,', 'not-json'],
    ['plain text', 'Service OK', 'not-json'],
    ['a web page', '\n<!DOCTYPE html><html></html>', 'html'],
  ])('%s with status 200 is no answer', async (_, body, reason) => {
    expect(await answerOf((__, response) => response.end(body))).toMatchObject({ kind: 'no-answer', reason });
  });

  test('an empty body is all that a deletion has to say, unless it is refused', async () => {
    const port = await listening(
      createServer(({ url }, response) => response.writeHead(url === '/thing' ? 204 : 404).end()),
    );
    const remove = { ...get(`http://127.0.0.1:${port}`), method: 'DELETE' } as const;
    expect(await http()(remove)).toMatchObject({ kind: 'answer', status: 204, body: undefined });
    expect(await http()({ ...remove, path: '/other' })).toMatchObject({ kind: 'refusal', status: 404 });
  });

  test('a compressed body that breaks off is no answer', async () => {
    const { gzipSync } = await import('node:zlib');
    const half = gzipSync(JSON.stringify(Array.from({ length: 5000 }, (_, i) => i))).subarray(0, 3000);
    const outcome = await answerOf((_, response) => response.setHeader('Content-Encoding', 'gzip').end(half));
    expect(outcome).toMatchObject({ kind: 'no-answer', reason: 'not-json' });
  });

  test('a body that trickles on for ever ends with the deadline', async () => {
    const outcome = await answerOf(
      (_, response) => {
        response.write('[');
        const trickle = setInterval(() => response.write('1,'), 5);
        response.on('close', () => clearInterval(trickle));
      },
      { timeoutMs: 60 },
    );
    expect(outcome).toMatchObject({ kind: 'no-answer', reason: 'timeout' });
  });

  test('rejects with the reason of the signal when it is aborted on the way', async () => {
    const interruption = new AbortController();
    const port = await listening(createServer(() => interruption.abort(new Error('SIGINT'))));
    await expect(http()(get(`http://127.0.0.1:${port}`), interruption.signal)).rejects.toThrow('SIGINT');
  });

  test('redirects are not followed, so that no token goes where it was not meant to', async () => {
    const outcome = await answerOf((_, response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end());
    expect(outcome).toMatchObject({ kind: 'refusal', status: 302 });
  });

  test.each([
    ['ENOTFOUND', 'unknown-host'],
    ['EAI_AGAIN', 'unreachable'],
    ['ECONNREFUSED', 'unreachable'],
    ['ETIMEDOUT', 'timeout'],
    ['ECONNRESET', 'reset'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'untrusted-certificate'],
    ['ERR_SOMETHING_NEW', 'reset'],
  ])('%s means %s', async (code, reason) => {
    const adapter: AxiosAdapter = () => Promise.reject(new AxiosError('connect failed', code));
    expect(await http({ adapter })(get('http://127.0.0.1:1'))).toEqual({ kind: 'no-answer', reason, detail: code });
  });

  test('a defect is not mistaken for trouble of the network', async () => {
    const adapter: AxiosAdapter = () => Promise.reject(new RangeError('a defect'));
    await expect(http({ adapter })(get('http://127.0.0.1:1'))).rejects.toThrow(RangeError);
  });
});

describe('certificates', () => {
  const secureServer = () =>
    listening(createTlsServer({ cert: certificate, key }, (_, response) => response.end('{}')));

  test('one that signs itself is not trusted, and is named as the trouble', async () => {
    expect(await http()(get(`https://localhost:${await secureServer()}`))).toEqual({
      kind: 'no-answer',
      reason: 'untrusted-certificate',
      detail: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
  });

  test('one that signs itself is not trusted with NODE_TLS_REJECT_UNAUTHORIZED=0 either, directly or through a proxy', async () => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const target = get(`https://localhost:${await secureServer()}`);
      const environment = { HTTPS_PROXY: `http://127.0.0.1:${(await tunnellingProxy()).port}` };
      const refused = { kind: 'no-answer', reason: 'untrusted-certificate' };
      expect(await http()(target)).toMatchObject(refused);
      expect(await http({ environment })(target)).toMatchObject(refused);
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
  });

  test('one from the given PEM text is trusted', async () => {
    const outcome = await http({ caPem: certificate })(get(`https://localhost:${await secureServer()}`));
    expect(outcome).toMatchObject({ kind: 'answer', status: 200 });
  });
});

test('a file of certificates without any is wrong usage, told before the first request', () => {
  expect(() => http({ caPem: 'not a certificate' })).toThrow(expect.objectContaining({ exitCode: 2 }));
});

describe('behind a proxy', () => {
  test('HTTPS goes through a tunnel, with user name and password decoded, and the own certificate authority still counts', async () => {
    const { port, shown } = await tunnellingProxy();
    const target = await listening(
      createTlsServer({ cert: certificate, key }, (_, response) => response.end('{"ok":1}')),
    );
    const environment = { HTTPS_PROXY: `http://j%40doe:p%40ss%3Aword@127.0.0.1:${port}` };
    const outcome = await http({ caPem: certificate, environment })(get(`https://localhost:${target}`));
    expect(outcome).toMatchObject({ kind: 'answer', body: { ok: 1 } });
    expect(shown).toEqual([`Basic ${Buffer.from('j@doe:p@ss:word').toString('base64')}`]);
  });

  test('hosts in NO_PROXY are asked directly', async () => {
    const { port, shown } = await tunnellingProxy();
    const target = await listening(createTlsServer({ cert: certificate, key }, (_, response) => response.end('{}')));
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: 'localhost' };
    expect(await http({ caPem: certificate, environment })(get(`https://localhost:${target}`))).toMatchObject({
      kind: 'answer',
    });
    expect(shown).toEqual([]);
  });
});
