import type { ActivityCount, ActivityRecord, ActivityTimer, Attribute, Timed } from '../../series/activity.ts';
import type { ActivityCondition, ActivityProgress, ActivityQuestion, ActivitySource } from '../activity.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import { contractFailure } from '../service-failure.ts';
import { fetchParts, shorterRoute } from './aggregate-parts.ts';
import { type AggregateQuery, aggregateGrid, anyOf } from './aggregate-query.ts';
import type { AggregateMetrics, AggregateReply } from './aggregate-reply.ts';
import { ATTRIBUTE_DIMENSIONS } from './attribute-dimensions.ts';
import { intervalText } from './interval-text.ts';
import { predicateBatches } from './predicate-batches.ts';

/** One aggregate query for activity. */
interface ActivityQuery extends AggregateQuery {
  readonly attributes: readonly Attribute[];
  readonly conditions: readonly ActivityCondition[];
}

const COUNTERS: Readonly<Record<string, ActivityCount>> = {
  nConversations: 'conversations',
  nOffered: 'offered',
  tAnswered: 'answered',
  tAbandon: 'abandoned',
  nTransferred: 'transferred',
};

/** The whole time of a session where there are two: `tTalk` and `tHeld` are of single segments. */
const TIMERS: Readonly<Record<string, ActivityTimer>> = {
  tHandle: 'handle',
  tTalkComplete: 'talk',
  tHeldComplete: 'hold',
  tAcw: 'acw',
  tWait: 'wait',
};

const METRICS = [...Object.keys(COUNTERS), ...Object.keys(TIMERS), 'oServiceLevel'];

/** Sums of activity as the published API gives them. */
export const createPlatformActivity = (
  client: Client,
  onProgress: (progress: ActivityProgress) => void,
): ActivitySource => ({
  async *activity(question) {
    const conditionSets = batchedConditions(question.conditions);
    const aggregation = {
      queriesOf: (span: { from: number; to: number }) =>
        conditionSets.map((conditions) => ({ ...question, ...span, conditions })),
      requestOf: activityRequest,
      recordsOf: activityRecords,
    };
    const route = shorterRoute(question, conditionSets.length);
    for await (const { records, partsDone, partsTotal } of fetchParts(client, question, aggregation, route)) {
      onProgress({ partsDone, partsTotal });
      yield* records;
    }
  },
});

/**
 * The conditions of each query: one query takes only so many values, so the longest condition is dealt out over several,
 * whose contacts differ in that attribute.
 */
function batchedConditions(conditions: readonly ActivityCondition[]): ActivityQuestion['conditions'][] {
  const longest = conditions.reduce<ActivityCondition | undefined>(
    (found, one) => (sizeOf(one) > (found === undefined ? 1 : sizeOf(found)) ? one : found),
    undefined,
  );
  if (longest?.values === undefined) return [conditions];
  const others = conditions.filter((one) => one !== longest);
  const occupied = others.reduce((sum, one) => sum + sizeOf(one), 0);
  return predicateBatches(longest.values, occupied).map((values) => [...others, { ...longest, values }]);
}

const sizeOf = ({ values }: ActivityCondition): number => values?.length ?? 1;

/** The query in the API's words. */
function activityRequest(query: ActivityQuery): ApiRequest {
  const interval = intervalText(query, query.timeZone);
  const clauses = query.conditions.map(clauseOf);
  return {
    what: `the activity of ${interval}`,
    method: 'POST',
    path: '/api/v2/analytics/conversations/aggregates/query',
    body: {
      interval,
      granularity: query.step.iso,
      timeZone: query.timeZone,
      groupBy: query.attributes.map((attribute) => ATTRIBUTE_DIMENSIONS[attribute]),
      metrics: METRICS,
      ...(clauses.length === 0 ? {} : { filter: { type: 'and', clauses } }),
    },
    permission: 'analytics:conversationAggregate:view',
  };
}

function clauseOf({ attribute, values }: ActivityCondition) {
  const dimension = ATTRIBUTE_DIMENSIONS[attribute];
  if (values !== undefined) return anyOf(dimension, values);
  return { type: 'or', predicates: [{ type: 'dimension', dimension, operator: 'exists' }] };
}

/**
 * The records of one reply, in order of time: milliseconds become seconds here. Several groups can have the same attributes,
 * since the service may group by more than was asked. Throws a Failure (exit code 6) when the reply has an interval outside the
 * query or off its grid, or time without anything that took it.
 */
function activityRecords(reply: AggregateReply, query: ActivityQuery): ActivityRecord[] {
  const request = activityRequest(query);
  const grid = aggregateGrid(query, request);
  const records = (reply.results ?? []).flatMap(({ group, data }) => {
    const attributes = attributesOf(group ?? {}, query.attributes);
    return (data ?? []).map(({ interval, metrics }): ActivityRecord => {
      const intervalStart = grid.startOf(interval);
      const activity = activityOf(metrics ?? [], request);
      return { intervalStart, intervalEnd: grid.endOf(intervalStart), attributes, ...activity };
    });
  });
  return records.sort((a, b) => a.intervalStart - b.intervalStart);
}

function attributesOf(
  group: Readonly<Record<string, string | null | undefined>>,
  asked: readonly Attribute[],
): ActivityRecord['attributes'] {
  const attributes: Partial<Record<Attribute, string>> = {};
  for (const attribute of asked) {
    const value = group[ATTRIBUTE_DIMENSIONS[attribute]];
    if (value != null) attributes[attribute] = value;
  }
  return attributes;
}

function activityOf(metrics: AggregateMetrics, request: ApiRequest): Pick<ActivityRecord, 'counts' | 'timers'> {
  const counts: Partial<Record<ActivityCount, number>> = {};
  const timers: Partial<Record<ActivityTimer, Timed>> = {};
  for (const { metric, stats } of metrics) {
    const counter = COUNTERS[metric];
    if (counter !== undefined) counts[counter] = stats?.count ?? 0;
    if (metric === 'oServiceLevel') {
      counts.serviceLevelNumerator = stats?.numerator ?? 0;
      counts.serviceLevelDenominator = stats?.denominator ?? 0;
    }
    const timer = TIMERS[metric];
    if (timer === undefined) continue;
    const [count, sum] = [stats?.count ?? 0, stats?.sum ?? 0];
    if (count === 0 && sum > 0) throw contractFailure(request, `${metric} has a sum and counts nothing`);
    timers[timer] = { seconds: sum / 1000, count };
  }
  return { counts, timers };
}
