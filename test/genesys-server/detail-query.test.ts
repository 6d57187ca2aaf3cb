import { describe, expect, test } from 'vitest';
import { ask, withServer } from './asking.ts';
import { findEndpoint, responseViolations } from './contract.ts';
import { conversationCentre } from './conversation-centre.ts';

const QUERY = '/api/v2/analytics/conversations/details/query';
const JOBS = '/api/v2/analytics/conversations/details/jobs';
const START_MS = Date.UTC(2026, 1, 1);
const HOUR_MS = 3_600_000;
const presentMs = START_MS + 96 * HOUR_MS;
const jobsKnowUntilMs = START_MS + 72 * HOUR_MS;
const centre = conversationCentre({ seed: 5, count: 300, startMs: START_MS, presentMs, jobsKnowUntilMs });

const interval = (fromHour: number, toHour: number): string =>
  [fromHour, toHour].map((hour) => new Date(START_MS + hour * HOUR_MS).toISOString()).join('/');

interface Answer {
  readonly conversations?: { conversationId: string; conversationStart: string; conversationEnd?: string }[];
  readonly totalHits?: number;
  readonly message?: string;
  readonly jobId?: string;
  readonly cursor?: string;
}

const withCentre = (
  use: (post: (path: string, body: object) => Promise<Answer>, get: (path: string) => Promise<Answer>) => Promise<void>,
) =>
  withServer({ centre, detailJobs: { pageSizeMax: 40 } }, (server) => {
    const checked = async (method: string, path: string, body?: object): Promise<Answer> => {
      const response = await ask(server, path, body);
      const answer = (await response.json()) as Answer;
      const endpoint = findEndpoint(method, path.split('?')[0]);
      if (response.ok && endpoint !== undefined) expect(responseViolations(endpoint, answer)).toEqual([]);
      return answer;
    };
    return use(
      (path, body) => checked('POST', path, body),
      (path) => checked('GET', path),
    );
  });

const paging = (pageNumber: number, pageSize = 100) => ({ paging: { pageSize, pageNumber } });

describe('a detail query', () => {
  test('finds what began on the days that its interval touches and lasts into it', () =>
    withCentre(async (post) => {
      const { conversations = [], totalHits } = await post(QUERY, { interval: interval(30, 36), ...paging(1) });
      const expected = Array.from({ length: 300 }, (_, i) => centre.details.source.at(i)).filter(
        ({ startMs, endMs = Infinity }) =>
          startMs >= START_MS + 24 * HOUR_MS && startMs < START_MS + 36 * HOUR_MS && endMs >= START_MS + 30 * HOUR_MS,
      );
      expect(conversations.map((one) => one.conversationId)).toEqual(expected.map(({ id }) => id));
      expect(totalHits).toBe(expected.length);
      expect(expected.some(({ startMs }) => startMs < START_MS + 30 * HOUR_MS)).toBe(true);
    }));

  test('gives pages that follow one another, and then one without a list', () =>
    withCentre(async (post) => {
      const query = { interval: interval(0, 24), order: 'asc', orderBy: 'conversationStart' };
      const pages = await Promise.all([1, 2, 3].map((page) => post(QUERY, { ...query, ...paging(page, 40) })));
      expect(pages.map(({ conversations }) => conversations?.length)).toEqual([40, 35, undefined]);
      const starts = pages.flatMap(({ conversations = [] }) => conversations.map((one) => one.conversationStart));
      expect(starts).toEqual(starts.toSorted());
      const backwards = await post(QUERY, { ...query, order: 'desc', ...paging(1, 40) });
      expect(backwards.conversations?.[0].conversationStart).toBe(starts.at(-1));
    }));

  test.each([
    ['a page of more than 100', { interval: interval(0, 24), ...paging(1, 101) }, 'Page size out of range.'],
    [
      'more than the window',
      { interval: interval(0, 24), ...paging(1_001) },
      'Pagination may not exceed 100000 results.',
    ],
    ['more than 7 days without filters', { interval: interval(0, 169), ...paging(1) }, 'The interval exceeds 7 days.'],
  ])('for %s is refused', (_, body, message) =>
    withCentre(async (post) => {
      expect((await post(QUERY, body)).message).toContain(message);
    }),
  );
});

describe('a detail job', () => {
  const results = async (
    post: (path: string, body: object) => Promise<Answer>,
    get: (path: string) => Promise<Answer>,
    body: object,
  ) => {
    const { jobId } = await post(JOBS, body);
    const found = [];
    for (let cursor = ''; ; ) {
      const page = await get(`${JOBS}/${jobId}/results${cursor && `?cursor=${cursor}`}`);
      found.push(...(page.conversations ?? []));
      if (page.cursor === undefined) return found;
      cursor = page.cursor;
    }
  };

  test('finds what has a segment in its interval, whenever it began, unless only the touched days are wanted', () =>
    withCentre(async (post, get) => {
      const wide = await results(post, get, { interval: interval(30, 60) });
      const narrow = await results(post, get, { interval: interval(30, 60), startOfDayIntervalMatching: true });
      const dayStart = new Date(START_MS + 24 * HOUR_MS).toISOString();
      expect(wide.length).toBeGreaterThan(narrow.length);
      expect(wide.length).toBeGreaterThan(80);
      expect(wide.filter((one) => one.conversationStart >= dayStart)).toEqual(narrow);
    }));

  test('knows nothing of what happened after the data were available, and takes no question about it', () =>
    withCentre(async (post, get) => {
      const found = await results(post, get, { interval: interval(48, 72) });
      const ends = found.flatMap(({ conversationEnd }) => conversationEnd ?? []);
      expect(Math.max(...ends.map((one) => Date.parse(one)))).toBeLessThanOrEqual(jobsKnowUntilMs);
      expect(ends.length).toBeLessThan(found.length);
      expect((await post(JOBS, { interval: interval(48, 73) })).message).toContain('not available yet');
      expect(await get(`${JOBS}/availability`)).toEqual({
        dataAvailabilityDate: new Date(jobsKnowUntilMs).toISOString(),
      });
    }));
});
