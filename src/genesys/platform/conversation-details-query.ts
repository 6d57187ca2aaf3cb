import type { ApiRequest } from '../api-request.ts';
import type { DetailClause, DetailFilter, DetailPredicate, DetailQuestion } from '../details.ts';
import { intervalText, type TimeSpan } from './interval-text.ts';

/** Which conversations are looked for, wherever and whenever. */
export type DetailCriteria = Pick<DetailQuestion, 'conversationFilters' | 'segmentFilters' | 'order' | 'withAddresses'>;

const DETAILS_PATH = '/api/v2/analytics/conversations/details';
const PERMISSION = 'analytics:conversationDetail:view';

/** The largest page that is known to be given. */
export const PAGE_SIZE = 100;

/** Of a job's results; no maximum is published. */
const JOB_PAGE_SIZE = 1000;

/** The most conversations of one query that pages show; a longer list is cut by the service. */
export const RESULT_WINDOW = 100_000;

/** One page of the conversations that began on the days that `span` touches, in the API's words. */
export const pageRequest = (span: TimeSpan, criteria: DetailCriteria, pageNumber: number): ApiRequest => ({
  what: pageOf(span, pageNumber),
  method: 'POST',
  path: `${DETAILS_PATH}/query`,
  body: { ...queryBody(span, criteria), paging: { pageSize: PAGE_SIZE, pageNumber } },
  permission: PERMISSION,
});

/**
 * A job for the conversations with activity in `span`; `begunOnDays` leaves out those begun before the days that it touches.
 */
export const jobRequest = (span: TimeSpan, criteria: DetailCriteria, begunOnDays: boolean): ApiRequest => ({
  what: conversationsOf(span),
  method: 'POST',
  path: `${DETAILS_PATH}/jobs`,
  body: { ...queryBody(span, criteria), ...(begunOnDays ? { startOfDayIntervalMatching: true } : {}) },
  permission: PERMISSION,
});

/** What is asked about a job. */
export const aboutJob = (span: TimeSpan, jobId: string, method: 'GET' | 'DELETE' = 'GET'): ApiRequest => ({
  what: conversationsOf(span),
  method,
  path: `${DETAILS_PATH}/jobs/${encodeURIComponent(jobId)}`,
  permission: PERMISSION,
});

/** A page of a job's results: the first one without a cursor. */
export const jobPageRequest = (span: TimeSpan, jobId: string, pageNumber: number, cursor?: string): ApiRequest => ({
  what: pageOf(span, pageNumber),
  method: 'GET',
  path: `${DETAILS_PATH}/jobs/${encodeURIComponent(jobId)}/results`,
  query: { pageSize: JOB_PAGE_SIZE, ...(cursor === undefined ? {} : { cursor }) },
  permission: PERMISSION,
});

/** Until when jobs know everything. */
export const availabilityRequest: ApiRequest = {
  what: 'the date up to which conversations are available to jobs',
  method: 'GET',
  path: `${DETAILS_PATH}/jobs/availability`,
  permission: PERMISSION,
};

const pageOf = (span: TimeSpan, pageNumber: number): string => `page ${pageNumber} of ${conversationsOf(span)}`;

const conversationsOf = (span: TimeSpan): string => `the conversations of ${intervalText(span, 'UTC')}`;

function queryBody(span: TimeSpan, { conversationFilters, segmentFilters, order = 'ascending' }: DetailCriteria) {
  return {
    interval: intervalText(span, 'UTC'),
    order: order === 'ascending' ? 'asc' : 'desc',
    orderBy: 'conversationStart',
    ...(conversationFilters === undefined ? {} : { conversationFilters: conversationFilters.map(filterBody) }),
    ...(segmentFilters === undefined ? {} : { segmentFilters: segmentFilters.map(filterBody) }),
  };
}

const filterBody = ({ type, predicates, clauses }: DetailFilter) => ({
  type,
  ...(predicates === undefined ? {} : { predicates: predicates.map(predicateBody) }),
  ...(clauses === undefined ? {} : { clauses: clauses.map(clauseBody) }),
});

const clauseBody = ({ type, predicates }: DetailClause) => ({ type, predicates: predicates.map(predicateBody) });

const predicateBody = (predicate: DetailPredicate) => ({
  ...('metric' in predicate
    ? { type: 'metric', metric: predicate.metric }
    : { type: 'dimension', dimension: predicate.dimension }),
  operator: predicate.operator,
  ...('value' in predicate ? { value: predicate.value } : {}),
  ...('range' in predicate ? { range: rangeBody(predicate) } : {}),
});

/** Times of metrics are milliseconds at the service. */
function rangeBody(predicate: DetailPredicate & { readonly operator: 'matches'; readonly range: object }) {
  const isTimer = 'metric' in predicate && predicate.metric.startsWith('t');
  if (!isTimer) return predicate.range;
  return Object.fromEntries(
    Object.entries(predicate.range).map(([bound, seconds]: [string, number]) => [bound, Math.round(seconds * 1000)]),
  );
}
