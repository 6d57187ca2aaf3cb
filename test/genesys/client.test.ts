import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/errors.ts';
import { type ClientOptions, createClient } from '../../src/genesys/client.ts';
import { createPlatform } from '../../src/genesys/platform/platform.ts';
import { withServer } from '../genesys-server/asking.ts';
import { type GenesysServer, type GenesysServerOptions, startGenesysServer } from '../genesys-server/server.ts';
import { jumpingClock } from './jumping-clock.ts';
import { collected, smallCentre, smallQuestion, smallRecords } from './small-centre.ts';

const AGGREGATES = '/api/v2/analytics/conversations/aggregates/query';
const QUEUES = '/api/v2/routing/queues';

function clientOf(server: GenesysServer, options: Partial<ClientOptions> = {}) {
  return createClient({
    hosts: { apiUrl: server.apiUrl, loginUrl: server.loginUrl },
    credentials: { clientId: server.clientId, clientSecret: server.clientSecret },
    clock: jumpingClock(),
    random: () => 0.5,
    environment: {},
    ...options,
  });
}

const volumesOf = (server: GenesysServer, options: Partial<ClientOptions> = {}) =>
  collected(createPlatform(clientOf(server, options)).volumes(smallQuestion));

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

/** What a user could see of a failure, its causes included. */
const everythingSaid = (failure: Failure): string =>
  [failure.message, failure.hint, failure.stack, failure.cause, JSON.stringify(failure.cause)].map(String).join('\n');

const withDemo = (use: (server: GenesysServer) => Promise<void>, options: Partial<GenesysServerOptions> = {}) =>
  withServer({ centre: smallCentre, ...options }, use);

describe('the history comes out whole', () => {
  test('when nothing goes wrong: every record of the script, in order of time, with names and seconds', () =>
    withDemo(async (server) => {
      expect(await volumesOf(server)).toEqual(smallRecords);
    }));

  test.each([
    ['the service is unavailable for a while', { kind: 'status', status: 503 }],
    ['a gateway times out', { kind: 'status', status: 504 }],
    ['a gateway answers with a web page', { kind: 'html', status: 502 }],
    ['connections break', { kind: 'reset' }],
    ['answers are cut off', { kind: 'truncated' }],
    ['answers are half a document', { kind: 'invalid-json' }],
  ] as const)('when %s', (_, fault) =>
    withDemo(async (server) => {
      server.inject({ path: '/oauth/token', fault });
      server.inject({ path: QUEUES, fault });
      server.inject({ path: AGGREGATES, after: 1, times: 3, fault });
      expect(await volumesOf(server)).toEqual(smallRecords);
    }),
  );

  test('when the service fails inside, twice', () =>
    withDemo(async (server) => {
      server.inject({ path: QUEUES, times: 2, fault: { kind: 'status', status: 500 } });
      expect(await volumesOf(server)).toEqual(smallRecords);
    }));

  test('in a storm of 429, waiting as long as each asks', () =>
    withDemo(async (server) => {
      const clock = jumpingClock();
      const fault = { kind: 'status', status: 429, headers: { 'Retry-After': '7' } } as const;
      server.inject({ path: QUEUES, times: 3, fault });
      server.inject({ path: AGGREGATES, times: 12, fault });
      expect(await volumesOf(server, { clock })).toEqual(smallRecords);
      expect(clock.waits.filter((ms) => ms === 7500).length).toBeGreaterThanOrEqual(3);
      expect(Math.min(...clock.waits)).toBeGreaterThanOrEqual(7000);
    }));

  test('when the organisation allows few requests per minute, without being refused once', () => {
    const clock = jumpingClock();
    return withDemo(
      async (server) => {
        expect(await volumesOf(server, { clock })).toEqual(smallRecords);
        expect(server.requests.filter(({ status }) => status === 429)).toEqual([]);
        expect(clock.waits.length).toBeGreaterThan(0);
      },
      { rateLimitPerMinute: 2, clock: clock.nowMs },
    );
  });

  test('when the token ends in the middle: one new login, and each request refused at most once', async () => {
    let served = 0;
    await withDemo(
      async (server) => {
        expect(await volumesOf(server)).toEqual(smallRecords);
        expect(server.requests.filter(({ path }) => path === '/oauth/token')).toHaveLength(2);
        expect(server.requests.some(({ status }) => status === 401)).toBe(true);
      },
      // The server's clock jumps past the token's life after some requests; then the new token lives on.
      { tokenLifeSeconds: 300, clock: () => (served++ < 5 ? 0 : 301_000) },
    );
  });

  test('when the service takes only a week at a time: chunks are halved until they fit, and the size is told', () =>
    withDemo(
      async (server) => {
        const sizes: (number | undefined)[] = [];
        const platform = createPlatform(clientOf(server), ({ intervalsPerQuery }) => sizes.push(intervalsPerQuery));
        expect(await collected(platform.volumes(smallQuestion))).toEqual(smallRecords);
        expect(sizes.at(-1)).toBeLessThanOrEqual(7);
        expect(sizes.at(-1)).toBeGreaterThanOrEqual(4);
      },
      { limits: { maxIntervalDays: 7 } },
    ));

  test('when long queries time out at the gateway', () =>
    withDemo(async (server) => {
      server.inject({ path: AGGREGATES, times: 24, fault: { kind: 'status', status: 504 } });
      expect(await volumesOf(server)).toEqual(smallRecords);
    }));
});

describe('a failure has the exit code of its remedy', () => {
  const cases: [string, number, RegExp, (server: GenesysServer) => void][] = [
    [
      '400',
      6,
      /fields: interval/,
      (server) =>
        server.inject({
          path: QUEUES,
          fault: { kind: 'status', status: 400, body: { message: 'bad', details: [{ fieldName: 'interval' }] } },
        }),
    ],
    ['404', 6, /404 not\.found/, (server) => server.inject({ path: QUEUES, fault: { kind: 'status', status: 404 } })],
    ['409', 6, /409 conflict/, (server) => server.inject({ path: QUEUES, fault: { kind: 'status', status: 409 } })],
    [
      'a redirect',
      6,
      /302/,
      (server) =>
        server.inject({ path: QUEUES, fault: { kind: 'status', status: 302, headers: { Location: '/elsewhere' } } }),
    ],
    [
      '500 three times',
      4,
      /3 tries: 500/,
      (server) => server.inject({ path: QUEUES, times: 3, fault: { kind: 'status', status: 500 } }),
    ],
    [
      '503 without end',
      4,
      /6 tries: 503/,
      (server) => server.inject({ path: QUEUES, times: 6, fault: { kind: 'status', status: 503 } }),
    ],
    [
      'truncated answers without end',
      4,
      /cut off/,
      (server) => server.inject({ path: QUEUES, times: 6, fault: { kind: 'truncated' } }),
    ],
    [
      'half documents without end',
      4,
      /not valid JSON/,
      (server) => server.inject({ path: QUEUES, times: 6, fault: { kind: 'invalid-json' } }),
    ],
    [
      'web pages without end',
      4,
      /web page/,
      (server) => server.inject({ path: QUEUES, times: 3, fault: { kind: 'html' } }),
    ],
    [
      'resets without end',
      4,
      /connection broke/,
      (server) => server.inject({ path: QUEUES, times: 6, fault: { kind: 'reset' } }),
    ],
    [
      'a quota of hours',
      4,
      /429/,
      (server) =>
        server.inject({ path: QUEUES, fault: { kind: 'status', status: 429, headers: { 'Retry-After': '3600' } } }),
    ],
    [
      'a storm of 429 without end',
      4,
      /7 tries: 429/,
      (server) => {
        const fault = { kind: 'status', status: 429, headers: { 'Retry-After': '99' } } as const;
        server.inject({ path: QUEUES, times: 7, fault });
      },
    ],
    [
      'an answer of another shape',
      6,
      /entities\.0\.name/,
      (server) =>
        server.inject({ path: QUEUES, fault: { kind: 'wrong-shape', body: { entities: [{ id: 'a', name: 7 }] } } }),
    ],
    [
      '401 for a fresh token, twice',
      3,
      /401/,
      (server) => server.inject({ path: QUEUES, times: 2, fault: { kind: 'status', status: 401 } }),
    ],
  ];
  test.each(cases)('%s: exit code %i', (_, exitCode, words, prepare) =>
    withDemo(async (server) => {
      prepare(server);
      const failure = await failureOf(volumesOf(server));
      expect(failure).toMatchObject({ exitCode, message: expect.stringMatching(words) });
      expect(failure.hint).toMatch(/\S/);
      expect(everythingSaid(failure)).not.toMatch(/client-secret|token-1-of|Basic /);
    }),
  );

  test('a wrong secret: exit code 3, naming id, secret and region as what may be wrong, and never the secret', () =>
    withDemo(async (server) => {
      const failure = await failureOf(
        volumesOf(server, { credentials: { clientId: server.clientId, clientSecret: 'hunter2' } }),
      );
      expect(failure.exitCode).toBe(3);
      expect(failure.hint).toMatch(/id.*secret.*region/);
      expect(everythingSaid(failure)).not.toContain('hunter2');
      expect(server.requests).toHaveLength(1);
    }));

  test('an unknown client id: exit code 3 with the words of the login host', () =>
    withDemo(async (server) => {
      const credentials = { clientId: 'nobody', clientSecret: 'x' };
      expect(await failureOf(volumesOf(server, { credentials }))).toMatchObject({
        exitCode: 3,
        message: expect.stringContaining('400 invalid_client: client not found: nobody'),
      });
    }));

  test('a ready-made token that has ended: exit code 3 after one request, since nobody can renew it', () =>
    withDemo(async (server) => {
      const failure = await failureOf(volumesOf(server, { credentials: { accessToken: 'stale-token' } }));
      expect(failure.exitCode).toBe(3);
      expect(server.requests.map(({ status }) => status)).toEqual([401]);
      expect(everythingSaid(failure)).not.toContain('stale-token');
    }));

  test("a missing permission: exit code 3 with the service's words unchanged, the permission, and the call's own number", () =>
    withDemo(
      async (server) => {
        expect(await failureOf(volumesOf(server))).toMatchObject({
          exitCode: 3,
          message: expect.stringContaining(
            'You must have at least one of the following permissions assigned: [analytics:conversationAggregate:view]',
          ),
          hint: expect.stringContaining('analytics:conversationAggregate:view'),
          correlationId: expect.stringMatching(/^c0ffee00-/),
        });
      },
      { permissions: ['routing:queue:view'] },
    ));

  test('no server at all: exit code 4, pointing at region, proxy and network', async () => {
    const server = await startGenesysServer({ centre: smallCentre });
    await server.close();
    expect(await failureOf(volumesOf(server))).toMatchObject({
      exitCode: 4,
      message: expect.stringMatching(/ECONNREFUSED/),
      hint: expect.stringMatching(/region.*proxy.*network/),
    });
  });

  test('the network dies in the middle: exit code 4 that says how far it got', () =>
    withDemo(async (server) => {
      server.inject({ path: AGGREGATES, after: 2, times: Number.POSITIVE_INFINITY, fault: { kind: 'reset' } });
      const credentials = { accessToken: server.issueToken() };
      const platform = createPlatform(clientOf(server, { credentials }));
      const got: unknown[] = [];
      const failure = await failureOf(
        (async () => {
          for await (const record of platform.volumes(smallQuestion)) got.push(record);
        })(),
      );
      expect(failure.exitCode).toBe(4);
      expect(failure.message).toMatch(/stopped after [0-2] of 4 parts/);
      expect(got).toEqual(smallRecords.slice(0, got.length));
    }));

  test('a service that refuses even a single interval as too long: exit code 6 with its words', () =>
    withDemo(async (server) => {
      const fault = { kind: 'status', status: 400, body: { message: 'The interval is too long.' } } as const;
      server.inject({ path: AGGREGATES, times: Number.POSITIVE_INFINITY, fault });
      expect(await failureOf(volumesOf(server))).toMatchObject({
        exitCode: 6,
        message: expect.stringMatching(
          /The interval is too long\.; refused even for a single interval; stopped after 0 of 4/,
        ),
      });
    }));

  test('a service that never answers: exit code 4 after the time that an exchange may take', () =>
    withDemo(async (server) => {
      server.inject({ path: QUEUES, times: 6, fault: { kind: 'delay', ms: 10_000 } });
      expect(await failureOf(volumesOf(server, { timeoutMs: 20 }))).toMatchObject({
        exitCode: 4,
        message: expect.stringMatching(/no complete answer in time \(0\.02 s\)/),
      });
    }));
});

describe('a user who is waiting', () => {
  test('is told why and for how long', () =>
    withDemo(async (server) => {
      server.inject({ path: QUEUES, fault: { kind: 'status', status: 429, headers: { 'Retry-After': '12' } } });
      const waits: unknown[] = [];
      await volumesOf(server, { onWait: (wait) => waits.push(wait) });
      expect(waits).toEqual([{ waitMs: 12_500, because: expect.stringContaining('429') }]);
    }));

  test('can interrupt a wait: it ends with the reason of the interruption', () =>
    withDemo(async (server) => {
      server.inject({ path: QUEUES, fault: { kind: 'status', status: 503 } });
      const interruption = new AbortController();
      const onWait = () => interruption.abort(new Error('SIGINT'));
      await expect(volumesOf(server, { signal: interruption.signal, onWait })).rejects.toThrow('SIGINT');
      expect(server.requests.filter(({ path }) => path === QUEUES)).toHaveLength(1);
    }));

  test('can stop reading: requests under way are given up and none follow', () =>
    withDemo(async (server) => {
      for await (const record of createPlatform(clientOf(server)).volumes(smallQuestion)) {
        expect(record).toEqual(smallRecords[0]);
        break;
      }
      expect(server.requests.filter(({ path }) => path === AGGREGATES).length).toBeLessThanOrEqual(4);
    }));
});

describe('what is held at the service', () => {
  const request = {
    what: 'the thing',
    method: 'DELETE',
    path: '/api/v2/analytics/conversations/aggregates/jobs/1',
  } as const;
  const deletions = (server: GenesysServer) => server.requests.filter(({ method }) => method === 'DELETE');

  test.each([404, 429, 503])('is given back with one try, and a refusal (%i) is no failure', (status) =>
    withDemo(async (server) => {
      server.inject({ path: request.path, fault: { kind: 'status', status } });
      await clientOf(server).release(request);
      expect(deletions(server).map((one) => one.status)).toEqual([status]);
    }),
  );

  test('is given back after an interruption too, without a wait for the next minute', () => {
    const clock = jumpingClock();
    return withDemo(
      async (server) => {
        const interruption = new AbortController();
        const client = clientOf(server, { clock, signal: interruption.signal });
        await collected(createPlatform(client).queues());
        interruption.abort(new Error('SIGINT'));
        await client.release(request);
        expect(deletions(server)).toHaveLength(1);
        expect(clock.waits).toEqual([]);
        await expect(collected(createPlatform(client).queues())).rejects.toThrow('SIGINT');
      },
      { rateLimitPerMinute: 1, clock: clock.nowMs },
    );
  });

  test('a sleep of the client ends with the reason of the interruption', () =>
    withDemo(async (server) => {
      const interruption = new AbortController();
      const sleep = async (_: number, signal?: AbortSignal) => {
        interruption.abort(new Error('SIGINT'));
        throw new DOMException(String(signal?.aborted), 'AbortError');
      };
      const client = clientOf(server, { clock: { nowMs: () => 0, sleep }, signal: interruption.signal });
      await expect(client.clock.sleep(1000)).rejects.toThrow('SIGINT');
    }));
});

test('many questions at once need one login', () =>
  withDemo(async (server) => {
    const platform = createPlatform(clientOf(server));
    await Promise.all([1, 2, 3].map(() => collected(platform.volumes(smallQuestion))));
    expect(server.requests.filter(({ path }) => path === '/oauth/token')).toHaveLength(1);
    expect(server.requests.filter(({ path }) => path === QUEUES)).toHaveLength(1);
  }));
