import { describe, expect, test } from 'vitest';
import { aggregateReply } from '../../../src/genesys/platform/aggregate-reply.ts';
import {
  type VolumeQuery,
  volumeRecords,
  volumeRequest,
} from '../../../src/genesys/platform/conversation-aggregates.ts';
import { calendarStep } from '../../../src/series/calendar-step.ts';
import { modelViolations } from '../../genesys-server/contract.ts';

const at = (text: string): number => Date.parse(text) / 1000;

const query: VolumeQuery = {
  from: at('2026-01-05T13:00Z'),
  to: at('2026-01-05T14:00Z'),
  step: calendarStep('PT30M'),
  timeZone: 'UTC',
};
const FIRST = '2026-01-05T13:00:00.000Z/2026-01-05T13:30:00.000Z';
const SECOND = '2026-01-05T13:30:00.000Z/2026-01-05T14:00:00.000Z';
const names = new Map([['q1', 'Support']]);

const recordsOf = (results: unknown, asked = query) => volumeRecords(aggregateReply.parse({ results }), asked, names);
const group = (metrics: unknown, interval = FIRST, key: object = { queueId: 'q1', mediaType: 'voice' }) => ({
  group: key,
  data: [{ interval, metrics }],
});
const offered = (count: number) => [{ metric: 'nOffered', stats: { count } }];

describe('the query for volumes', () => {
  // One tutorial of this API asked without queue, media or direction, and so forecast the sum of everything, outbound
  // included; another asked the details, which cannot group.
  test('A.5.1: asks the aggregates per queue and medium, and for the direction, queues and media that are wanted', () => {
    const { path, body } = volumeRequest({
      ...query,
      queueIds: ['a', 'b'],
      mediaTypes: ['voice'],
      direction: 'inbound',
    });
    expect(path).toBe('/api/v2/analytics/conversations/aggregates/query');
    expect(body).toEqual({
      interval: '2026-01-05T13:00:00.000Z/2026-01-05T14:00:00.000Z',
      granularity: 'PT30M',
      timeZone: 'UTC',
      groupBy: ['queueId', 'mediaType'],
      metrics: ['nConversations', 'nOffered', 'tAnswered', 'tAbandon', 'tHandle', 'oServiceLevel'],
      filter: {
        type: 'and',
        clauses: [
          {
            type: 'or',
            predicates: ['a', 'b'].map((value) => ({
              type: 'dimension',
              dimension: 'queueId',
              operator: 'matches',
              value,
            })),
          },
          {
            type: 'or',
            predicates: [{ type: 'dimension', dimension: 'mediaType', operator: 'matches', value: 'voice' }],
          },
        ],
        predicates: [{ type: 'dimension', dimension: 'originatingDirection', operator: 'matches', value: 'inbound' }],
      },
    });
  });

  test.each([
    ['everything', {}],
    ['a direction', { direction: 'outbound' as const }],
    ['queues', { queueIds: ['a'] }],
    ['media', { mediaTypes: ['voice', 'callback'] }],
  ])('for %s keeps the published contract', (_, wanted) => {
    expect(modelViolations('ConversationAggregationQuery', volumeRequest({ ...query, ...wanted }).body)).toEqual([]);
  });
});

describe('A.5.2, A.5.3: the query for a local week', () => {
  test('names whole local days and half-hours, not the last 168 hours in one piece', () => {
    // In New York clocks go forward on 8 March 2026, so the week has 167 hours.
    const week = { from: at('2026-03-02T05:00Z'), to: at('2026-03-09T04:00Z'), timeZone: 'America/New_York' };
    expect(volumeRequest({ ...query, ...week }).body).toMatchObject({
      interval: '2026-03-02T00:00:00.000-05:00/2026-03-09T00:00:00.000-04:00',
      granularity: 'PT30M',
      timeZone: 'America/New_York',
    });
  });
});

describe('the records of a reply', () => {
  test('A.5.4: have counts of contacts, and seconds where the service says milliseconds', () => {
    // The sample answer of the API's documentation, with conversations added.
    const metrics = [
      { metric: 'nConversations', stats: { count: 861 } },
      { metric: 'nOffered', stats: { count: 877 } },
      { metric: 'tAnswered', stats: { max: 451577, min: 2324, count: 787, sum: 40279740 } },
      { metric: 'tAbandon', stats: { count: 83, sum: 1000 } },
      { metric: 'tHandle', stats: { max: 1040810, min: 5211, count: 817, sum: 131580101 } },
      { metric: 'oServiceLevel', stats: { ratio: 0.4759, numerator: 414, denominator: 870, target: 0.8 } },
    ];
    expect(recordsOf([group(metrics)])).toEqual([
      {
        intervalStart: at('2026-01-05T13:00Z'),
        intervalEnd: at('2026-01-05T13:30Z'),
        queueId: 'q1',
        queueName: 'Support',
        mediaType: 'voice',
        conversations: 861,
        offered: 877,
        answered: 787,
        abandoned: 83,
        handleSeconds: 131580.101,
        handled: 817,
        serviceLevelNumerator: 414,
        serviceLevelDenominator: 870,
      },
    ]);
  });

  test('leave out what did not happen, whether the service omits it or shows it empty or null', () => {
    const silent = [
      undefined,
      null,
      [],
      [{ group: null, data: null }],
      [{ group: { queueId: 'q1', mediaType: 'voice' }, data: [] }],
      [group(null)],
      [group([])],
      [group([{ metric: 'nOffered', stats: null }, { metric: 'tHandle' }])],
      [group(offered(0))],
    ];
    for (const results of silent) expect(recordsOf(results)).toEqual([]);
  });

  test('are the sums over all groups of one key, since the service may group by more than was asked', () => {
    const results = [
      group(offered(3), FIRST, { queueId: 'q1', mediaType: 'message', messageType: 'sms' }),
      group(offered(4), FIRST, { queueId: 'q1', mediaType: 'message', messageType: 'whatsapp' }),
    ];
    expect(recordsOf(results)).toMatchObject([{ mediaType: 'message', offered: 7 }]);
  });

  test('A.5.6: count a conversation that is transferred back to its queue once, though it is offered there twice', () => {
    const metrics = [
      { metric: 'nConversations', stats: { count: 1 } },
      { metric: 'nOffered', stats: { count: 2 } },
    ];
    expect(recordsOf([group(metrics)])).toMatchObject([{ conversations: 1, offered: 2 }]);
  });

  test('are there for conversations alone, such as calls that an agent made on behalf of the queue', () => {
    const metrics = [{ metric: 'nConversations', stats: { count: 3 } }];
    expect(recordsOf([group(metrics)])).toMatchObject([{ conversations: 3, offered: 0, handled: 0 }]);
  });

  test('come in order of time, queue and medium, however the service orders its groups', () => {
    const keys = [
      ['q2', 'voice', FIRST],
      ['q1', 'voice', SECOND],
      ['q1', 'voice', FIRST],
      ['q1', 'callback', FIRST],
    ] as const;
    const records = recordsOf(
      keys.map(([queueId, mediaType, interval]) => group(offered(1), interval, { queueId, mediaType })),
    );
    expect(records.map((one) => `${one.intervalStart - query.from} ${one.queueId} ${one.mediaType}`)).toEqual([
      '0 q1 callback',
      '0 q1 voice',
      '0 q2 voice',
      '1800 q1 voice',
    ]);
  });

  test('keep the id of a queue that the listing does not show, and have no name for it', () => {
    const [record] = recordsOf([group(offered(1), FIRST, { queueId: 'deleted', mediaType: 'voice' })]);
    expect(record?.queueId).toBe('deleted');
    expect(record).not.toHaveProperty('queueName');
  });

  test("take media and metrics that nobody knew, and call a medium that is not named by the service's word", () => {
    const results = [
      group([...offered(1), { metric: 'nNew', stats: { count: 9, brandNew: true } }], FIRST, {
        queueId: 'q1',
        mediaType: 'hologram',
      }),
      group(offered(2), FIRST, { queueId: 'q1' }),
    ];
    expect(recordsOf(results)).toMatchObject([{ mediaType: 'hologram' }, { mediaType: 'unknown', offered: 2 }]);
  });

  test('do not hold conversations that never reached a queue', () => {
    const direct = [{ metric: 'tHandle', stats: { count: 5, sum: 60000 } }];
    expect(recordsOf([group(direct, FIRST, { mediaType: 'voice' })])).toEqual([]);
    expect(recordsOf([group(direct, FIRST, { queueId: null, mediaType: 'voice' })])).toEqual([]);
  });

  test('know an interval by its instants, whatever offset it is written with', () => {
    const interval = '2026-01-05T14:30:00.000+01:00/2026-01-05T09:00:00.000-05:00';
    expect(recordsOf([group(offered(1), interval)])).toMatchObject([{ intervalStart: at('2026-01-05T13:30Z') }]);
  });

  test('of local days are 23 and 25 hours long when clocks change', () => {
    const autumn: VolumeQuery = {
      from: at('2025-10-31T04:00Z'),
      to: at('2025-11-04T05:00Z'),
      step: calendarStep('P1D'),
      timeZone: 'America/New_York',
    };
    const interval = '2025-11-02T00:00:00.000-04:00/2025-11-03T00:00:00.000-05:00';
    const [record] = recordsOf([group(offered(1), interval)], autumn);
    expect(((record?.intervalEnd ?? 0) - (record?.intervalStart ?? 0)) / 3600).toBe(25);
  });

  test.each([
    ['an interval before what was asked', group(offered(1), '2026-01-05T12:30:00Z/2026-01-05T13:00:00Z'), /outside/],
    ['an interval after what was asked', group(offered(1), '2026-01-05T14:00:00Z/2026-01-05T14:30:00Z'), /outside/],
    ['an interval off the grid', group(offered(1), '2026-01-05T13:15:00Z/2026-01-05T13:45:00Z'), /off the PT30M grid/],
    [
      'an interval of another length',
      group(offered(1), '2026-01-05T13:00:00Z/2026-01-05T14:00:00Z'),
      /off the PT30M grid/,
    ],
    ['an interval that is none', group(offered(1), 'today'), /not an interval: today/],
    ['offers to no queue', group(offered(1), FIRST, { mediaType: 'voice' }), /offered to no queue/],
    ['handle time of nobody', group([{ metric: 'tHandle', stats: { count: 0, sum: 5000 } }]), /handle time without/],
  ])('%s: the service has broken its contract', (_, result, words) => {
    expect(() => recordsOf([result])).toThrow(
      expect.objectContaining({ exitCode: 6, message: expect.stringMatching(words) }),
    );
  });

  test('a negative count is not taken', () => {
    expect(aggregateReply.safeParse({ results: [group(offered(-1))] }).success).toBe(false);
  });
});
