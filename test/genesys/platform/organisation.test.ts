import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { createReplayClient } from '../../../src/genesys/client.ts';
import { createPlatform } from '../../../src/genesys/platform/platform.ts';
import { openReplay } from '../../../src/genesys/replay.ts';
import { withServer } from '../../genesys-server/asking.ts';
import { scriptedCentre } from '../../genesys-server/scripted-centre.ts';
import type { GenesysServer } from '../../genesys-server/server.ts';
import { temporaryFolder } from '../../support/test-world.ts';
import { testClient } from '../test-client.ts';

const PATH = '/api/v2/organizations/me';

const withOrganisation = (use: (server: GenesysServer) => Promise<void>) =>
  withServer({ centre: scriptedCentre({ queues: [], volumes: [] }) }, use);

test('the own organisation has an id and a name', () =>
  withOrganisation(async (server) => {
    expect(await createPlatform(testClient(server)).organisation()).toEqual({
      id: '0f0f0f0f-0000-4000-8000-000000000001',
      name: 'Scripted Centre',
    });
  }));

test.each([403, 404])('it is unknown when the service refuses to tell with status %i', (status) =>
  withOrganisation(async (server) => {
    server.inject({ path: PATH, fault: { kind: 'status', status } });
    expect(await createPlatform(testClient(server)).organisation()).toBeUndefined();
  }),
);

test('a service that is unwell, or refuses the login, has not said that it is unknown', () =>
  withOrganisation(async (server) => {
    const platform = createPlatform(testClient(server));
    server.inject({ path: PATH, times: 6, fault: { kind: 'status', status: 503 } });
    await expect(platform.organisation()).rejects.toMatchObject({ exitCode: 4 });
    server.inject({ path: PATH, fault: { kind: 'status', status: 401 } });
    await expect(platform.organisation()).rejects.toMatchObject({ exitCode: 3 });
    server.inject({ path: PATH, fault: { kind: 'wrong-shape', body: { name: 'No id' } } });
    await expect(platform.organisation()).rejects.toMatchObject({ exitCode: 6 });
  }));

test('it is in the recorded demo', async () => {
  const replay = await openReplay(resolve('fixtures/recordings/demo'));
  expect(await createPlatform(createReplayClient(replay)).organisation()).toEqual({
    id: '5b0c1e7a-3f0d-4c57-9a41-6c1d2f3e4a00',
    name: 'Demo Centre',
  });
});

test('it is unknown in a recording that was made without it, while other questions without an answer are errors', () =>
  withOrganisation(async (server) => {
    const directory = `${temporaryFolder()}/recording`;
    const client = testClient(server, { recording: { directory, toolVersion: '0' } });
    await createPlatform(client).queues()[Symbol.asyncIterator]().next();
    await client.finishRecording();
    const replayed = createReplayClient(await openReplay(directory));
    expect(await createPlatform(replayed).organisation()).toBeUndefined();
    const question = { what: 'the skills', method: 'GET', path: '/api/v2/routing/skills' } as const;
    await expect(replayed.ask(question, z.unknown())).rejects.toMatchObject({ code: 'GCF-NOT-RECORDED', exitCode: 2 });
  }));
