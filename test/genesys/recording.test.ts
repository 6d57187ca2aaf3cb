import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { createClient, createReplayClient } from '../../src/genesys/client.ts';
import { createPlatform } from '../../src/genesys/platform/platform.ts';
import { openReplay } from '../../src/genesys/replay.ts';
import { withServer } from '../genesys-server/asking.ts';
import { scriptedCentre } from '../genesys-server/scripted-centre.ts';
import type { GenesysServer } from '../genesys-server/server.ts';
import { jumpingClock } from './jumping-clock.ts';
import { collected, smallCentre, smallQuestion, smallRecords } from './small-centre.ts';

const AGGREGATES = '/api/v2/analytics/conversations/aggregates/query';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gcforecast-recording-'));
});
afterEach(() => rm(folder, { recursive: true }));

function recordingClient(server: GenesysServer, directory: string) {
  return createClient({
    hosts: { apiUrl: server.apiUrl, loginUrl: server.loginUrl },
    credentials: { clientId: server.clientId, clientSecret: server.clientSecret },
    recording: { directory, toolVersion: '1.2.3', notes: { timeZone: 'UTC' } },
    clock: jumpingClock(Date.UTC(2026, 0, 10, 12)),
    random: () => 0,
    environment: {},
  });
}

/** Records the demo question, with whatever `prepare` breaks on the way. */
async function record(directory: string, prepare: (server: GenesysServer) => void = () => {}, centre = smallCentre) {
  await withServer({ centre }, async (server) => {
    prepare(server);
    const client = recordingClient(server, directory);
    await collected(createPlatform(client).volumes(smallQuestion));
    await client.finishRecording();
  });
}

const replayed = async (directory: string, question = smallQuestion) =>
  collected(createPlatform(createReplayClient(await openReplay(directory))).volumes(question));

async function contents(directory: string): Promise<Record<string, string>> {
  const names = await readdir(directory);
  const texts = names.map(async (name) => {
    const bytes = await readFile(join(directory, name));
    return [name, (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()] as const;
  });
  return Object.fromEntries(await Promise.all(texts));
}

describe('a recording', () => {
  test('is a folder of numbered exchanges in the order of their requests, with a description', async () => {
    const directory = join(folder, 'demo');
    await record(directory);
    const aggregates = 'post-analytics-conversations-aggregates-query.json';
    const names = await readdir(directory);
    expect(names.map((name) => name.replace(/\.gz$/, ''))).toEqual([
      ...[1, 2, 3, 4].map((number) => `000${number}-${aggregates}`),
      '0005-get-routing-queues.json',
      'recording.json',
    ]);
    const files = await contents(directory);
    expect(JSON.parse(files['recording.json'] ?? '')).toMatchObject({
      format: 1,
      recordedAt: '2026-01-10T12:00:00.000Z',
      toolVersion: '1.2.3',
      notes: { timeZone: 'UTC' },
    });
    const index: { file: string }[] = JSON.parse(files['recording.json'] ?? '').exchanges;
    expect(index.map(({ file }) => file)).toEqual(names.filter((name) => name !== 'recording.json'));
    const starts = names.slice(0, 4).map((name) => JSON.parse(files[name] ?? '').request.body.interval.slice(0, 10));
    expect(starts).toEqual(['2025-09-01', '2025-10-02', '2025-11-02', '2025-12-03']);
    expect(await readdir(folder)).toEqual(['demo']);
  });

  test('holds no credential', async () => {
    const directory = join(folder, 'demo');
    await record(directory);
    const everything = JSON.stringify(await contents(directory));
    expect(everything).not.toMatch(/client-secret|client-id|token-1|Bearer|Basic|authorization|oauth\/token/i);
  });

  test('holds nobody that was searched for', async () => {
    const directory = join(folder, 'demo');
    const request = {
      what: 'the queues',
      method: 'GET',
      path: '/api/v2/routing/queues',
      query: { name: 'ada@example.com' },
    } as const;
    await withServer({ centre: smallCentre }, async (server) => {
      const client = recordingClient(server, directory);
      await client.ask(request, z.unknown());
      await client.finishRecording();
    });
    expect(JSON.stringify(await contents(directory))).not.toContain('ada@');
    const answer = await createReplayClient(await openReplay(directory)).ask(request, z.unknown());
    expect(answer).toMatchObject({ total: 0 });
  });

  test('is the same, byte for byte, when the same is asked again, whichever answer comes first', async () => {
    await record(join(folder, 'a'));
    await record(join(folder, 'b'), (server) => {
      server.inject({ path: AGGREGATES, times: 2, fault: { kind: 'delay', ms: 20 } });
    });
    const names = await readdir(join(folder, 'a'));
    for (const name of names.filter((one) => one !== 'recording.json')) {
      expect(await readFile(join(folder, 'a', name))).toEqual(await readFile(join(folder, 'b', name)));
    }
    expect(await readdir(join(folder, 'b'))).toEqual(names);
  });

  test('keeps large exchanges compressed, without a trace of machine or time', async () => {
    const queues = Array.from({ length: 400 }, (_, i) => ({ id: `queue-${i}`, name: `Queue number ${i}` }));
    const directory = join(folder, 'demo');
    await record(directory, undefined, scriptedCentre({ queues, volumes: [] }));
    const bytes = await readFile(join(directory, '0005-get-routing-queues.json.gz'));
    // RFC 1952: bytes 4 to 7 are the time of modification, byte 9 the operating system (255 is unknown).
    expect([...bytes.subarray(4, 8), bytes[9]]).toEqual([0, 0, 0, 0, 255]);
    const platform = createPlatform(createReplayClient(await openReplay(directory)));
    expect(await collected(platform.queues())).toEqual([...queues].sort((a, b) => (a.name < b.name ? -1 : 1)));
  });

  test('goes into a new or empty folder only', async () => {
    await mkdir(join(folder, 'empty'));
    await record(join(folder, 'empty'));
    await expect(record(join(folder, 'empty'))).rejects.toMatchObject({ exitCode: 2 });
    expect(await replayed(join(folder, 'empty'))).toEqual(smallRecords);
  });

  test('cannot go where no folder can be made', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(record(join(folder, 'file', 'demo'))).rejects.toMatchObject({ exitCode: 2 });
  });

  test('of an interrupted run is not taken for a finished one', async () => {
    const directory = join(folder, 'demo');
    await withServer({ centre: smallCentre }, async (server) => {
      await collected(createPlatform(recordingClient(server, directory)).queues());
    });
    expect(existsSync(directory)).toBe(false);
    const [unfinished = ''] = await readdir(folder);
    expect(basename(unfinished)).toContain('unfinished');
    await expect(openReplay(join(folder, unfinished))).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('interrupted'),
    });
  });
});

describe('a replay', () => {
  test('gives the same records with no network, no credentials and no waiting', async () => {
    const directory = join(folder, 'demo');
    await record(directory);
    // The server of the recording is gone by now, and its address is the only one that the replay knows.
    expect(await replayed(directory)).toEqual(smallRecords);
    const { recordedAt, notes } = await openReplay(directory);
    expect(recordedAt).toBe(Date.UTC(2026, 0, 10, 12) / 1000);
    expect(notes).toEqual({ timeZone: 'UTC' });
  });

  test('goes through the same refusals as the recorded run, at once', async () => {
    const directory = join(folder, 'demo');
    await record(directory, (server) => {
      server.inject({ path: AGGREGATES, fault: { kind: 'status', status: 429, headers: { 'Retry-After': '60' } } });
      server.inject({ path: AGGREGATES, after: 2, fault: { kind: 'status', status: 401 } });
      server.inject({ path: AGGREGATES, after: 3, fault: { kind: 'invalid-json' } });
    });
    const started = performance.now();
    expect(await replayed(directory)).toEqual(smallRecords);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('answers the same question again and again', async () => {
    const directory = join(folder, 'demo');
    await record(directory);
    const platform = createPlatform(createReplayClient(await openReplay(directory)));
    expect(await collected(platform.volumes(smallQuestion))).toEqual(smallRecords);
    expect(await collected(platform.volumes(smallQuestion))).toEqual(smallRecords);
  });

  test('of something that was not recorded is wrong usage that shows what differs', async () => {
    const directory = join(folder, 'demo');
    await record(directory);
    await expect(replayed(directory, { ...smallQuestion, from: smallQuestion.from + 86_400 })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(
        /POST \/api\/v2\/analytics.* body\.interval: asked 2025-09-02T00.*, recorded 2025-09-01T00/,
      ),
      hint: expect.stringContaining('--record'),
    });
    const client = createReplayClient(await openReplay(directory));
    const request = { what: 'the skills', method: 'GET', path: '/api/v2/routing/skills' } as const;
    await expect(client.ask(request, z.unknown())).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('it holds only POST /api/v2/analytics'),
    });
  });

  test.each([
    ['no folder', async (directory: string) => rm(directory, { recursive: true }), /no recording/],
    [
      'a missing exchange',
      async (directory: string) => rm(join(directory, '0005-get-routing-queues.json')),
      /1 of 5 exchanges/,
    ],
    [
      'a damaged exchange',
      async (directory: string) => writeFile(join(directory, '0005-get-routing-queues.json'), '{"request":'),
      /0005-get-routing-queues\.json/,
    ],
    [
      'an exchange of another shape',
      async (directory: string) => writeFile(join(directory, '0005-get-routing-queues.json'), '{"request":{}}'),
      /request\.method/,
    ],
    [
      'a damaged compressed exchange',
      async (directory: string) => {
        const description = join(directory, 'recording.json');
        const text = await readFile(description, 'utf8');
        await writeFile(description, text.replace('0005-get-routing-queues.json', '0005-get-routing-queues.json.gz'));
        await writeFile(join(directory, '0005-get-routing-queues.json.gz'), gzipSync('{}').subarray(0, 15));
      },
      /cannot be replayed/,
    ],
    [
      'a newer format',
      async (directory: string) => writeFile(join(directory, 'recording.json'), '{"format":2}'),
      /format 2/,
    ],
    [
      'a damaged description',
      async (directory: string) => writeFile(join(directory, 'recording.json'), '{"format":1}'),
      /recordedAt/,
    ],
  ])('of %s is refused', async (_, spoil, words) => {
    const directory = join(folder, 'demo');
    await record(directory);
    await spoil(directory);
    await expect(replayed(directory)).rejects.toMatchObject({ exitCode: 2, message: expect.stringMatching(words) });
  });
});
