import { describe, expect, test } from 'vitest';
import { smallCentre } from '../genesys/small-centre.ts';
import { ask, withServer } from './asking.ts';
import { modelViolations } from './contract.ts';
import type { GenesysServer } from './server.ts';

const QUERY = '/api/v2/analytics/conversations/aggregates/query';
const JOBS = '/api/v2/analytics/conversations/aggregates/jobs';
const BODY = {
  interval: '2025-09-01T00:00:00Z/2025-09-06T00:00:00Z',
  granularity: 'P1D',
  groupBy: ['queueId'],
  metrics: ['nOffered'],
};

interface Page {
  readonly results: readonly unknown[];
  readonly cursor?: string;
}

const json = async <T>(response: Response): Promise<T> => (await response.json()) as T;

async function submit(server: GenesysServer): Promise<string> {
  const response = await ask(server, JOBS, BODY);
  expect(response.status).toBe(202);
  const body = await json<{ jobId: string }>(response);
  expect(modelViolations('AsyncQueryResponse', body)).toEqual([]);
  return `${JOBS}/${body.jobId}`;
}

describe('aggregate jobs', () => {
  test('have the results of the query that asks the same', () =>
    withServer({ centre: smallCentre }, async (server) => {
      const job = await submit(server);
      const status = await json(await ask(server, job));
      expect(status).toEqual({ state: 'FULFILLED' });
      expect(modelViolations('AsyncQueryStatus', status)).toEqual([]);
      const page = await json<Page>(await ask(server, `${job}/results`));
      expect(modelViolations('ConversationAsyncAggregateQueryResponse', page)).toEqual([]);
      expect(page).toEqual(await json(await ask(server, QUERY, BODY)));
      expect(page.results).toHaveLength(3);
    }));

  test('run through their states, and have no results before the end', () =>
    withServer({ centre: smallCentre, jobs: { states: ['QUEUED', 'PENDING', 'FULFILLED'] } }, async (server) => {
      const job = await submit(server);
      expect((await ask(server, `${job}/results`)).status).toBe(400);
      const states: string[] = [];
      for (let i = 0; i < 4; i++) states.push((await json<{ state: string }>(await ask(server, job))).state);
      expect(states).toEqual(['QUEUED', 'PENDING', 'FULFILLED', 'FULFILLED']);
      expect((await ask(server, `${job}/results`)).status).toBe(200);
    }));

  test('spread results over pages, the last one without a cursor', () =>
    withServer({ centre: smallCentre, jobs: { intervalsPerPage: 5 } }, async (server) => {
      const job = await submit(server);
      const sizes: number[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined; ) {
        const at = cursor === '' ? '' : `?cursor=${encodeURIComponent(cursor)}`;
        const page: Page = await json<Page>(await ask(server, `${job}/results${at}`));
        sizes.push(page.results.length);
        cursor = page.cursor;
      }
      // Five days of three queues, less the one day in five on which nothing happens in a queue.
      expect(sizes).toEqual([5, 5, 2]);
      expect((await ask(server, `${job}/results?cursor=nonsense`)).status).toBe(400);
    }));

  test('are gone once they are deleted', () =>
    withServer({ centre: smallCentre }, async (server) => {
      const job = await submit(server);
      const deleted = await ask(server, job, undefined, undefined, 'DELETE');
      expect([deleted.status, await deleted.text()]).toEqual([204, '']);
      expect((await ask(server, job)).status).toBe(404);
      expect((await ask(server, job, undefined, undefined, 'DELETE')).status).toBe(404);
    }));

  test('are refused for a longer interval than jobs may have, and for what the contract does not know', () =>
    withServer({ centre: smallCentre, limits: { maxJobIntervalDays: 4, maxIntervalDays: 1 } }, async (server) => {
      const tooLong = await ask(server, JOBS, BODY);
      expect(tooLong.status).toBe(400);
      expect(await tooLong.text()).toContain('exceeds the maximum of 4 days');
      server.expectProblem(/pages/);
      expect((await ask(server, JOBS, { ...BODY, pages: 3 })).status).toBe(400);
    }));
});
