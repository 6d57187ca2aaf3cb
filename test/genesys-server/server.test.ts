import { describe, expect, test, vi } from 'vitest';
import { ask, logIn, withServer } from './asking.ts';
import { findEndpoint, modelViolations, responseViolations } from './contract.ts';
import type { Fault } from './fault.ts';
import { scriptedCentre } from './scripted-centre.ts';
import { startGenesysServer } from './server.ts';

const QUEUES_PATH = '/api/v2/routing/queues';
const AGGREGATES_PATH = '/api/v2/analytics/conversations/aggregates/query';

const queues = ['Billing', 'Sales', 'Support'].map((name, i) => ({
  id: `00000000-0000-4000-8000-00000000000${i}`,
  name,
}));
const centre = scriptedCentre({ queues, volumes: [] });

const field = async (response: Response, name: string): Promise<unknown> =>
  ((await response.json()) as Record<string, unknown>)[name];

describe('login host', () => {
  test('gives a token of the declared shape that opens the API host', () =>
    withServer({ centre, tokenLifeSeconds: 3600 }, async (server) => {
      const response = await logIn(server);
      const token = (await response.json()) as { access_token: string; expires_in: number };
      expect(modelViolations('OAuthTokenResponse', token)).toEqual([]);
      expect(token.expires_in).toBe(3600);
      expect((await ask(server, QUEUES_PATH, undefined, token.access_token)).status).toBe(200);
    }));

  test("answers 400 to an unknown client id and 401 to a wrong secret, in the login host's own error shape", () =>
    withServer({ centre }, async (server) => {
      const unknownClient = await logIn(server, 'secret', 'nobody');
      expect(unknownClient.status).toBe(400);
      const error = await unknownClient.json();
      expect(modelViolations('OAuthTokenError', error)).toEqual([]);
      expect(error).toMatchObject({ error: 'invalid_client', description: 'client not found: nobody' });
      const wrongSecret = await logIn(server, 'guess');
      expect(wrongSecret.status).toBe(401);
      expect(await field(wrongSecret, 'error')).toBe('invalid_client');
    }));

  test('takes no credentials or scope in the form', async () => {
    const server = await startGenesysServer({ centre });
    const response = await fetch(`${server.loginUrl}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_secret: 'hidden', scope: 'analytics' }),
    });
    expect(response.status).toBe(400);
    await expect(server.close()).rejects.toThrow(/no Basic authorization header(.|\n)*a body other than/);
  });

  test('never repeats the form, which may hold a secret', async () => {
    const server = await startGenesysServer({ centre });
    const response = await fetch(`${server.loginUrl}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_secret: 'hidden' }),
    });
    expect(await response.text()).not.toContain('hidden');
    await expect(server.close()).rejects.not.toThrow(/hidden/);
  });
});

describe('access', () => {
  test("a missing, unknown or expired token is answered 401 with the platform's error codes", async () => {
    let now = Date.UTC(2026, 0, 1);
    await withServer({ centre, tokenLifeSeconds: 300, clock: () => now }, async (server) => {
      const missing = await fetch(`${server.apiUrl}${QUEUES_PATH}`);
      expect(missing.status).toBe(401);
      const body = await missing.json();
      expect(modelViolations('ErrorBody', body)).toEqual([]);
      expect(body).toMatchObject({ status: 401, code: 'authentication.required' });
      expect(await field(await ask(server, QUEUES_PATH, undefined, 'invented'), 'code')).toBe('bad.credentials');
      const token = server.issueToken();
      now += 299_999;
      expect((await ask(server, QUEUES_PATH, undefined, token)).status).toBe(200);
      now += 1;
      const expired = await ask(server, QUEUES_PATH, undefined, token);
      expect(expired.status).toBe(401);
      expect(await field(expired, 'code')).toBe('credentials.expired');
    });
  });

  test('a missing permission is answered 403 and named', () =>
    withServer({ centre, permissions: ['routing:queue:view'] }, async (server) => {
      expect((await ask(server, QUEUES_PATH)).status).toBe(200);
      expect((await ask(server, '/api/v2/organizations/me')).status).toBe(200);
      const response = await ask(server, AGGREGATES_PATH, {
        interval: '2026-01-05T00:00:00Z/2026-01-06T00:00:00Z',
        metrics: ['nOffered'],
      });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({
        code: 'missing.any.permissions',
        message: expect.stringContaining('[analytics:conversationAggregate:view]'),
      });
    }));
});

describe('every answer', () => {
  test('has a correlation id of its own; authorised ones count against the rate limit of their token', () =>
    withServer({ centre, clock: () => 0 }, async (server) => {
      const token = server.issueToken();
      const answers = [
        await ask(server, QUEUES_PATH, undefined, token),
        await ask(server, QUEUES_PATH, undefined, token),
        await ask(server, QUEUES_PATH),
      ];
      expect(answers.map(({ headers }) => headers.get('inin-ratelimit-count'))).toEqual(['1', '2', '1']);
      expect(answers[0]?.headers.get('inin-ratelimit-allowed')).toBe('300');
      expect(answers[0]?.headers.get('inin-ratelimit-reset')).toBe('60');
      expect(new Set(answers.map(({ headers }) => headers.get('ININ-Correlation-Id'))).size).toBe(3);
      expect((await logIn(server)).headers.get('ININ-Correlation-Id')).toMatch(/^[0-9a-f-]{36}$/);
    }));

  test('with a real limit, the request too many is answered 429 with the seconds to wait, and a new minute is open', async () => {
    let now = 0;
    await withServer({ centre, clock: () => now, rateLimitPerMinute: 2 }, async (server) => {
      const token = server.issueToken();
      const statuses: number[] = [];
      for (now of [0, 10_000, 45_500, 60_000]) {
        const response = await ask(server, QUEUES_PATH, undefined, token);
        statuses.push(response.status);
        if (response.status === 429) expect(response.headers.get('Retry-After')).toBe('15');
      }
      expect(statuses).toEqual([200, 200, 429, 200]);
    });
  });
});

describe('requests', () => {
  test('are kept in order with what was answered', () =>
    withServer({ centre }, async (server) => {
      await logIn(server);
      await ask(server, `${QUEUES_PATH}?id=a&id=b&pageSize=10`);
      expect(server.requests.map(({ method, path, status }) => [method, path, status])).toEqual([
        ['POST', '/oauth/token', 200],
        ['GET', QUEUES_PATH, 200],
      ]);
      expect(server.requests[1]?.query.getAll('id')).toEqual(['a', 'b']);
      expect(server.requests[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    }));
});

describe('verification', () => {
  const query = { interval: '2026-01-05T00:00:00Z/2026-01-06T00:00:00Z', metrics: ['nOffered'] };

  test.each([
    ['an unknown body field', { ...query, dateFrom: '2026-01-01' }, /dateFrom/],
    ['an unknown metric', { ...query, metrics: ['contactCount'] }, /metrics\/0/],
    ['an unknown group', { ...query, groupBy: ['queue'] }, /groupBy\/0/],
    [
      'an unknown operator deep in the filter',
      { ...query, filter: { type: 'and', predicates: [{ operator: 'in' }] } },
      /operator/,
    ],
    ['a missing interval', { metrics: ['nOffered'] }, /interval/],
    ['a body that is no object', 'nOffered', /must be object/],
  ])('%s is answered 400 and told at the end', async (_, body, complaint) => {
    const server = await startGenesysServer({ centre });
    const response = await ask(server, AGGREGATES_PATH, body);
    expect(response.status).toBe(400);
    expect(await field(response, 'message')).toMatch(complaint);
    await expect(server.close()).rejects.toThrow(complaint);
  });

  test.each([
    ['an unknown query parameter', `${QUEUES_PATH}?size=5`, 'unknown query parameter size'],
    ['a page number that is no number', `${QUEUES_PATH}?pageNumber=first`, 'pageNumber=first'],
    ['a repeated single parameter', `${QUEUES_PATH}?name=a&name=b`, 'name given more than once'],
    ['a value outside the list', `${QUEUES_PATH}?sortOrder=up`, 'sortOrder=up'],
  ])('%s is answered 400 and told at the end', async (_, path, complaint) => {
    const server = await startGenesysServer({ centre });
    expect((await ask(server, path)).status).toBe(400);
    await expect(server.close()).rejects.toThrow(complaint);
  });

  test('a body of another media type is told at the end', async () => {
    const server = await startGenesysServer({ centre });
    const response = await fetch(`${server.apiUrl}${AGGREGATES_PATH}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${server.issueToken()}`, 'Content-Type': 'text/plain' },
      body: JSON.stringify(query),
    });
    expect(response.status).toBe(400);
    await expect(server.close()).rejects.toThrow('text/plain');
  });

  test('an unknown path is answered 404 and told at the end', async () => {
    const server = await startGenesysServer({ centre });
    expect((await ask(server, '/api/v2/analytics/conversations/summary/query', query)).status).toBe(404);
    await expect(server.close()).rejects.toThrow('summary/query: unknown path');
  });

  test('a published operation that this server does not answer counts as unknown', async () => {
    const server = await startGenesysServer({ centre });
    expect(findEndpoint('GET', '/api/v2/analytics/dataretention/settings')).toBeDefined();
    expect((await ask(server, '/api/v2/analytics/dataretention/settings')).status).toBe(404);
    await expect(server.close()).rejects.toThrow('/api/v2/analytics/dataretention/settings: unknown path');
  });

  test('an allowed question that this server cannot answer is answered 500 and told, not answered wrongly', async () => {
    const server = await startGenesysServer({ centre });
    expect((await ask(server, AGGREGATES_PATH, { ...query, groupBy: ['teamId'] })).status).toBe(500);
    await expect(server.close()).rejects.toThrow(/cannot answer(.|\n)*groupBy/);
  });

  test('an expected problem is no complaint, and its absence is one', async () => {
    const server = await startGenesysServer({ centre });
    server.expectProblem(/summary.*unknown path/);
    expect(() => server.verify()).toThrow('did not come');
    await ask(server, '/api/v2/summary');
    server.verify();
    await ask(server, '/api/v2/summary');
    await expect(server.close()).rejects.toThrow('/api/v2/summary: unknown path');
  });

  test('a fault that hit too few requests is a complaint', async () => {
    const server = await startGenesysServer({ centre });
    server.inject({ path: QUEUES_PATH, times: 2, fault: { kind: 'status', status: 503 } });
    server.inject({ path: '/oauth/token', times: Number.POSITIVE_INFINITY, fault: { kind: 'reset' } });
    await ask(server, QUEUES_PATH);
    await expect(server.close()).rejects.toThrow(
      /status on any method .*queues hit 1 of 2(.|\n)*reset .* hit 0 of Infinity/,
    );
  });
});

describe('faults', () => {
  const answerTo = async (fault: Fault) => {
    const server = await startGenesysServer({ centre });
    server.inject({ path: QUEUES_PATH, fault });
    const asked = ask(server, QUEUES_PATH).then(async (response) => ({ response, text: await response.text() }));
    const outcome = await asked.then(
      (answer) => answer,
      (error: Error) => error,
    );
    await server.close();
    return { outcome, status: server.requests[0]?.status };
  };

  test('a status comes with its usual error body, or with headers and body of its own', async () => {
    const usual = await answerTo({ kind: 'status', status: 503 });
    expect(usual).toMatchObject({ outcome: { response: { status: 503 } }, status: 503 });
    expect(JSON.stringify(usual.outcome)).toContain('service.unavailable');
    const headers = { 'Retry-After': 'Wed, 21 Oct 2026 07:28:00 GMT' };
    const own = await answerTo({ kind: 'status', status: 429, headers, body: 'slow down' });
    if (own.outcome instanceof Error) throw own.outcome;
    expect(own.outcome.response.headers.get('Retry-After')).toBe(headers['Retry-After']);
    expect(own.outcome.response.headers.get('inin-ratelimit-count')).toBe('1');
    expect(own.outcome.text).toBe('"slow down"');
  });

  test('a truncated answer breaks off before its announced length', async () => {
    expect(await answerTo({ kind: 'truncated' })).toMatchObject({
      outcome: { name: 'TypeError', message: 'terminated' },
      status: 200,
    });
  });

  test('invalid JSON arrives whole and cannot be parsed', async () => {
    const { outcome } = await answerTo({ kind: 'invalid-json' });
    if (outcome instanceof Error) throw outcome;
    expect(outcome.response.status).toBe(200);
    expect(outcome.text).toContain('Billing');
    expect(() => JSON.parse(outcome.text)).toThrow(SyntaxError);
  });

  test('a page for people has the media type of one', async () => {
    const { outcome } = await answerTo({ kind: 'html', status: 502 });
    if (outcome instanceof Error) throw outcome;
    expect(outcome.response.status).toBe(502);
    expect(outcome.response.headers.get('Content-Type')).toContain('text/html');
    expect(outcome.text).toContain('<html>');
  });

  test('a reset connection gives no answer', async () => {
    const { outcome, status } = await answerTo({ kind: 'reset' });
    expect(outcome).toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(status).toBeUndefined();
  });

  test('a wrong shape is valid JSON with status 200', async () => {
    const { outcome } = await answerTo({ kind: 'wrong-shape', body: { entities: 'none' } });
    expect(outcome).toMatchObject({ response: { status: 200 }, text: '{"entities":"none"}' });
  });

  test('a delay gives the true answer, later than the client is ready to wait', async () => {
    const { outcome } = await answerTo({ kind: 'delay', ms: 1 });
    if (outcome instanceof Error) throw outcome;
    expect(JSON.parse(outcome.text)).toMatchObject({ total: 3 });
    await withServer({ centre }, async (server) => {
      server.inject({ path: QUEUES_PATH, fault: { kind: 'delay', ms: 60_000 } });
      const patience = new AbortController();
      const headers = { Authorization: `Bearer ${server.issueToken()}` };
      const asked = fetch(`${server.apiUrl}${QUEUES_PATH}`, { headers, signal: patience.signal });
      await vi.waitFor(() => expect(server.requests).toHaveLength(1), { interval: 1 });
      patience.abort();
      await expect(asked).rejects.toThrow(/abort/);
    });
  });

  test('hit as many requests as told, after letting others pass, one plan after the other', () =>
    withServer({ centre }, async (server) => {
      server.inject({ method: 'GET', path: QUEUES_PATH, after: 1, times: 2, fault: { kind: 'status', status: 502 } });
      server.inject({ path: /pageNumber=2/, fault: { kind: 'status', status: 504 } });
      const statuses: number[] = [];
      for (const pageNumber of [1, 1, 2, 2, 2]) {
        statuses.push((await ask(server, `${QUEUES_PATH}?pageNumber=${pageNumber}`)).status);
      }
      expect(statuses).toEqual([200, 502, 502, 504, 200]);
    }));

  test('do not hide a departure from the contract', async () => {
    const server = await startGenesysServer({ centre });
    server.inject({ path: QUEUES_PATH, fault: { kind: 'status', status: 503 } });
    expect((await ask(server, `${QUEUES_PATH}?size=5`)).status).toBe(503);
    await expect(server.close()).rejects.toThrow('unknown query parameter size');
  });
});

describe('look-ups', () => {
  const responseTo = async (path: string): Promise<Record<string, unknown>> => {
    const server = await startGenesysServer({ centre, limits: { pageSizeMax: 100 } });
    const response = await ask(server, path);
    const body = (await response.json()) as Record<string, unknown>;
    await server.close();
    const endpoint = findEndpoint('GET', path.replace(/\?.*/, ''));
    if (endpoint === undefined) throw new Error(`no operation ${path}`);
    if (response.ok) expect(responseViolations(endpoint, body)).toEqual([]);
    return body;
  };
  const names = ({ entities }: Record<string, unknown>): string[] =>
    (entities as { name: string }[]).map(({ name }) => name);

  test('queues come in pages that name their neighbours', async () => {
    const first = await responseTo(`${QUEUES_PATH}?pageSize=2`);
    expect(names(first)).toEqual(['Billing', 'Sales']);
    expect(first).toMatchObject({
      pageSize: 2,
      pageNumber: 1,
      total: 3,
      pageCount: 2,
      nextUri: `${QUEUES_PATH}?pageSize=2&pageNumber=2`,
    });
    expect(first).not.toHaveProperty('previousUri');
    const last = await responseTo(String(first['nextUri']));
    expect(names(last)).toEqual(['Support']);
    expect(last).not.toHaveProperty('nextUri');
    expect(names(await responseTo(`${QUEUES_PATH}?pageSize=2&pageNumber=3`))).toEqual([]);
  });

  test('a page has 25 queues when no size is asked, and no more than the platform allows', async () => {
    expect(await responseTo(QUEUES_PATH)).toMatchObject({ pageSize: 25, pageNumber: 1, pageCount: 1 });
    expect(await responseTo(`${QUEUES_PATH}?pageSize=101`)).toMatchObject({ status: 400, code: 'invalid.value' });
    expect(await responseTo(`${QUEUES_PATH}?pageNumber=0`)).toMatchObject({ status: 400, code: 'invalid.value' });
  });

  test.each([
    ['name=sales', ['Sales']],
    ['name=S*', ['Sales', 'Support']],
    ['name=*l*', ['Billing', 'Sales']],
    ['name=*port', ['Support']],
    ['name=Sale', []],
    [`id=${queues[2]?.id}&id=${queues[0]?.id}`, ['Billing', 'Support']],
    ['sortOrder=desc', ['Support', 'Sales', 'Billing']],
  ])('queues with %s are %j', async (query, expected) => {
    expect(names(await responseTo(`${QUEUES_PATH}?${query}`))).toEqual(expected);
  });

  test('the own organisation has a name and an id', async () => {
    expect(await responseTo('/api/v2/organizations/me')).toMatchObject(centre.organization);
  });
});
