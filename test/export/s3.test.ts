import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ReportFile } from '../../src/export/report-file.ts';
import { type Bucket, openBucket, type S3Settings } from '../../src/export/s3.ts';
import { type S3Server, type S3ServerOptions, startS3Server } from '../s3-server/s3-server.ts';
import { temporaryFolder } from '../support/test-world.ts';

const KEYS = { accessKeyId: 'key', secretAccessKey: 'secret' };
const TEXT = 'queue,offered\nBilling,3\n';

interface Scene extends Partial<S3ServerOptions> {
  readonly settings?: Partial<S3Settings>;
}

interface Stage {
  readonly bucket: Bucket;
  readonly server: S3Server;
  readonly path: string;
  readonly file: ReportFile;
  readonly waits: number[];
}

/** A bucket of a server of its own, and a file to put there. */
async function atBucket<T>(scene: Scene, work: (stage: Stage) => Promise<T>): Promise<T> {
  const server = await startS3Server({ keys: KEYS, buckets: ['reports'], ...scene });
  const path = join(temporaryFolder(), 'report.csv');
  writeFileSync(path, TEXT);
  const sha256 = createHash('sha256').update(TEXT).digest('hex');
  const file = { path: 'report.csv', rows: 1, bytes: Buffer.byteLength(TEXT), sha256 };
  const waits: number[] = [];
  const settings = { bucket: 'reports', endpoint: server.endpoint, region: 'eu-west-1', keys: KEYS, linkSeconds: 3600 };
  const bucket = await openBucket(
    { ...settings, ...scene.settings },
    async (ms) => void waits.push(ms),
    new AbortController().signal,
  );
  try {
    return await work({ bucket, server, path, file, waits });
  } finally {
    bucket.close();
    await server.close();
  }
}

const KEY = 'voice/2026-01-05/report.csv';

const sharedLink = async ({ bucket, path, file }: Stage) => {
  await bucket.upload(path, KEY, file);
  return bucket.link(KEY, file);
};

const refusedBy = (server: S3Server) => server.log.at(-1);

describe('a link', () => {
  test('gives the file to whoever has it, until it ends', () =>
    atBucket({}, async (stage) => {
      const before = Date.now();
      const { url, expiresAtMs, warning } = await sharedLink(stage);
      expect(await (await fetch(url)).text()).toBe(TEXT);
      // Signatures count whole seconds.
      expect(expiresAtMs).toBeGreaterThanOrEqual(before - 1000 + 3_600_000);
      expect(expiresAtMs).toBeLessThanOrEqual(Date.now() + 3_600_000);
      expect(warning).toBeUndefined();
      expect(stage.server.objects.get(`reports/${KEY}`)?.headers['content-type']).toBe('text/csv; charset=utf-8');
    }));

  test.each([
    ['forged', (url: URL) => url.searchParams.set('X-Amz-Signature', 'f'.repeat(64))],
    ['altered to another object', (url: URL) => (url.pathname = `/reports/${KEY}.old`)],
    ['altered to last longer', (url: URL) => url.searchParams.set('X-Amz-Expires', '7200')],
  ])('is refused when it was %s', (_, change) =>
    atBucket({}, async (stage) => {
      const url = new URL((await sharedLink(stage)).url);
      change(url);
      const reply = await fetch(url);
      expect(reply.status).toBe(403);
      expect(await reply.text()).toContain('SignatureDoesNotMatch');
    }),
  );

  test('is refused when it has ended', async () => {
    let skewMs = 0;
    await atBucket({ clock: () => Date.now() + skewMs }, async (stage) => {
      const { url } = await sharedLink(stage);
      skewMs = 3_602_000;
      expect((await fetch(url)).status).toBe(403);
    });
  });

  test('says that temporary credentials may end it sooner', () =>
    atBucket(
      { keys: { ...KEYS, sessionToken: 'token' }, settings: { keys: { ...KEYS, sessionToken: 'token' } } },
      async (stage) => {
        const { url, warning } = await sharedLink(stage);
        expect(warning).toContain('temporary credentials');
        expect((await fetch(url)).status).toBe(200);
      },
    ));

  test('is tried once: where reading is denied, that is told, and no link is given', () =>
    atBucket({ denied: ['s3:GetObject'] }, async (stage) => {
      await expect(sharedLink(stage)).rejects.toMatchObject({
        exitCode: 3,
        message: expect.stringContaining('access is denied'),
        hint: expect.stringContaining('Deny in the bucket policy'),
      });
    }));

  test('is not given when it leads to other content', () =>
    atBucket({}, async (stage) => {
      await stage.bucket.upload(stage.path, KEY, stage.file);
      const other = { ...stage.file, sha256: '0'.repeat(64) };
      await expect(stage.bucket.link(KEY, other)).rejects.toMatchObject({ exitCode: 6 });
    }));
});

describe('an upload', () => {
  test('is signed with its content, so that what was changed since is refused', () =>
    atBucket({}, async ({ bucket, path, file, server }) => {
      writeFileSync(path, TEXT.replace('3', '4'));
      await expect(bucket.upload(path, KEY, file)).rejects.toMatchObject({ exitCode: 4 });
      expect(server.objects.size).toBe(0);
    }));

  test('asks for encryption at rest where that is wanted', () =>
    atBucket({ settings: { encryption: 'aws:kms' } }, async ({ bucket, path, file, server }) => {
      await bucket.upload(path, KEY, file);
      expect(server.objects.get(`reports/${KEY}`)?.headers['x-amz-server-side-encryption']).toBe('aws:kms');
    }));

  test('is tried again when the service is slow for a while, with all of the file', () =>
    atBucket({}, async ({ bucket, path, file, server, waits }) => {
      server.fail(503, 500);
      await bucket.upload(path, KEY, file);
      expect(waits).toEqual([1000, 4000]);
      expect(server.objects.get(`reports/${KEY}`)?.body.toString()).toBe(TEXT);
    }));

  test('fails when the service stays slow', () =>
    atBucket({}, async ({ bucket, path, file, server }) => {
      server.fail(503, 503, 503);
      await expect(bucket.upload(path, KEY, file)).rejects.toMatchObject({ exitCode: 4 });
    }));

  test.each([
    ['a bucket that is not there', { settings: { bucket: 'nowhere' } }, 2, 'there is no such bucket'],
    ['a bucket that denies it', { denied: ['s3:PutObject'] }, 3, 'access is denied'],
    ['an unknown key', { settings: { keys: { ...KEYS, accessKeyId: 'other' } } }, 3, 'the access key is not known'],
    ['a wrong secret', { settings: { keys: { ...KEYS, secretAccessKey: 'o' } } }, 3, 'the secret key is wrong'],
  ])('is refused, and not tried again, by %s', (_, scene, exitCode, message) =>
    atBucket(scene, async ({ bucket, path, file, server, waits }) => {
      await expect(bucket.upload(path, KEY, file)).rejects.toMatchObject({
        exitCode,
        message: expect.stringContaining(message),
      });
      expect(waits).toEqual([]);
      expect(refusedBy(server)).toMatch(/ 40[34]$/);
      expect(server.log).toHaveLength(1);
    }),
  );

  test('to where nobody listens fails with what to do', () =>
    atBucket({ settings: { endpoint: 'http://127.0.0.1:1' } }, async ({ bucket, path, file }) => {
      await expect(bucket.upload(path, KEY, file)).rejects.toMatchObject({ exitCode: 4 });
    }));
});
