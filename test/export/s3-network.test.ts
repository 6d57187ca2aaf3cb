import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { openBucket } from '../../src/export/s3.ts';
import { startS3Server } from '../s3-server/s3-server.ts';
import { temporaryFolder } from '../support/test-world.ts';

const tls = new URL('../genesys/tls/', import.meta.url);
const certificate = readFileSync(new URL('localhost.pem', tls), 'utf8');
const key = readFileSync(new URL('localhost.key', tls));
const KEYS = { accessKeyId: 'key', secretAccessKey: 'secret' };

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function joined(client: Duplex, port: number): void {
  const target = connect(port, '127.0.0.1');
  client.pipe(target).pipe(client);
  for (const socket of [client, target]) socket.on('error', () => socket.destroy());
}

/** An S3 that speaks TLS with a certificate of its own, behind a proxy that tunnels and notes what it was asked. */
async function distantBucket() {
  const s3 = await startS3Server({ keys: KEYS, buckets: ['reports'] });
  onTestFinished(s3.close);
  const encrypted = await listening(
    createTlsServer({ cert: certificate, key }, (socket) => joined(socket, Number(new URL(s3.endpoint).port))),
  );
  const tunnels: string[] = [];
  const proxy = createServer().on('connect', (request, client) => {
    tunnels.push(`${request.url} ${request.headers['proxy-authorization']}`);
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    joined(client, encrypted);
  });
  const proxyUrl = `http://jdoe:secret@127.0.0.1:${await listening(proxy)}`;
  return { s3, tunnels, proxyUrl, endpoint: `https://localhost:${encrypted}` };
}

function reportFile() {
  const path = join(temporaryFolder(), 'report.csv');
  writeFileSync(path, 'queue\nBilling\n');
  const sha256 = createHash('sha256').update('queue\nBilling\n').digest('hex');
  return { path, file: { path: 'report.csv', rows: 1, bytes: 14, sha256 } };
}

const never = new AbortController().signal;

test('upload and trial of the link go through the proxy, and an own certificate authority counts', async () => {
  const { s3, tunnels, proxyUrl, endpoint } = await distantBucket();
  const { path, file } = reportFile();
  const settings = { bucket: 'reports', endpoint, region: 'eu-west-1', keys: KEYS, linkSeconds: 3600 };
  const bucket = await openBucket({ ...settings, proxyUrl, caPem: certificate }, async () => {}, never);
  await bucket.upload(path, 'a/report.csv', file);
  const { url } = await bucket.link('a/report.csv', file);
  bucket.close();
  expect(url).toContain(`${endpoint}/reports/a/report.csv?`);
  expect(s3.log).toEqual(['PUT /reports/a/report.csv 200', 'GET /reports/a/report.csv 200']);
  expect(tunnels.length).toBeGreaterThan(0);
  const user = Buffer.from('jdoe:secret').toString('base64');
  expect(new Set(tunnels)).toEqual(new Set([`${new URL(endpoint).host} Basic ${user}`]));
});

test('a certificate that nobody vouches for is not trusted', async () => {
  const { s3, proxyUrl, endpoint } = await distantBucket();
  const { path, file } = reportFile();
  const settings = { bucket: 'reports', endpoint, region: 'eu-west-1', keys: KEYS, linkSeconds: 3600 };
  const bucket = await openBucket({ ...settings, proxyUrl }, async () => {}, never);
  await expect(bucket.upload(path, 'a/report.csv', file)).rejects.toMatchObject({
    exitCode: 4,
    message: expect.stringContaining('certificate'),
  });
  bucket.close();
  expect(s3.log).toEqual([]);
});
