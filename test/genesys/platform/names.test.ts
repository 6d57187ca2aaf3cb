import { describe, expect, test } from 'vitest';
import { createPlatformDetails } from '../../../src/genesys/platform/platform-details.ts';
import { centre, withDetails } from '../detail-server.ts';
import { testClient } from '../test-client.ts';

const namesById = (entities: readonly { id: string; name: string }[]) =>
  new Map(entities.map(({ id, name }) => [id, name]));

describe('names by id', () => {
  test.each([
    ['queues', '/api/v2/routing/queues', centre.queues],
    ['users', '/api/v2/users', centre.details.users],
    ['wrapUpCodes', '/api/v2/routing/wrapupcodes', centre.details.wrapUpCodes],
    ['skills', '/api/v2/routing/skills', centre.details.skills],
  ] as const)('of %s are those of the listing at %s', (of, path, entities) =>
    withDetails(async (server) => {
      expect(await createPlatformDetails(testClient(server)).names(of)).toEqual(namesById(entities));
      expect(server.requests.map((request) => request.path)).toEqual([path]);
    }),
  );

  test('of users hold those who have left', () =>
    withDetails(async (server) => {
      const gone = centre.details.users.filter(({ state }) => state === 'deleted').map(({ id }) => id);
      const names = await createPlatformDetails(testClient(server)).names('users');
      expect(gone.map((id) => names.has(id))).toEqual([true]);
    }));

  test('that may not be seen are an error that names the permission', () =>
    withDetails(
      async (server) => {
        await expect(createPlatformDetails(testClient(server)).names('wrapUpCodes')).rejects.toMatchObject({
          exitCode: 3,
          hint: expect.stringContaining('routing:wrapupCode:view'),
        });
      },
      { permissions: [] },
    ));
});
