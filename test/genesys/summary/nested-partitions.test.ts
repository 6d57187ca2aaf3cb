import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nestedPartitions, queueMediaRows } from '../../../src/genesys/summary/nested-partitions.ts';

const rowsOf = (answer: unknown) => queueMediaRows(nestedPartitions.parse(answer));

const media = (entityName: string, metrics?: unknown) => ({ entityId: entityName, entityName, metrics });
const queue = (entityId: string, rest: object) => ({ entityId, entityName: `Queue ${entityId}`, ...rest });
const count = (value: unknown) => ({ conversationCount: { value } });

describe('an answer of nested partitions', () => {
  test('becomes one flat row per queue and media type, handle times in seconds as it says', () => {
    const answer = {
      partitions: [
        queue('a', {
          partitions: [
            media('voice', { ...count(120), handleTimeAvg: { value: 245.5 } }),
            media('chat', { ...count(30), handleTimeAvg: { value: 600 } }),
          ],
        }),
        queue('b', { partitions: [media('voice', { ...count(7), handleTimeAvg: { value: 90 } })] }),
      ],
    };
    expect(rowsOf(answer)).toEqual([
      {
        queueId: 'a',
        queueName: 'Queue a',
        mediaType: 'voice',
        conversations: 120,
        averageHandleSeconds: 245.5,
      },
      { queueId: 'a', queueName: 'Queue a', mediaType: 'chat', conversations: 30, averageHandleSeconds: 600 },
      { queueId: 'b', queueName: 'Queue b', mediaType: 'voice', conversations: 7, averageHandleSeconds: 90 },
    ]);
  });

  test('may be written with underscores, as a software kit for Python shows it', () => {
    const metrics = { conversationCount: { value: 5 }, handleTimeAvg: { value: 60 } };
    const answer = {
      partitions: [
        {
          entity_id: 'a',
          entity_name: 'Support',
          partitions: [{ entity_id: 'voice', entity_name: 'voice', metrics }],
        },
      ],
    };
    expect(rowsOf(answer)).toEqual([
      { queueId: 'a', queueName: 'Support', mediaType: 'voice', conversations: 5, averageHandleSeconds: 60 },
    ]);
  });

  test.each([{}, { partitions: null }, { partitions: [] }])('without anything in it has no rows: %j', (answer) => {
    expect(rowsOf(answer)).toEqual([]);
  });

  // The tutorial that shows this shape reads every one of these as 0.
  test.each([
    ['no metrics', undefined],
    ['null instead of metrics', null],
    ['no such metric', {}],
    ['null instead of a metric', { conversationCount: null, handleTimeAvg: null }],
    ['a metric without a value', { conversationCount: {}, handleTimeAvg: {} }],
    ['a metric whose value is null', { conversationCount: { value: null }, handleTimeAvg: { value: null } }],
  ])('A.5.5: %s is not known, which is not 0', (_, metrics) => {
    for (const partition of [queue('a', { metrics }), queue('a', { partitions: [media('voice', metrics)] })]) {
      const [row] = rowsOf({ partitions: [partition] });
      expect(row).toMatchObject({ conversations: undefined, averageHandleSeconds: undefined });
    }
  });

  test('A.5.5: a count of 0 is 0, and says nothing about handle time', () => {
    expect(rowsOf({ partitions: [queue('a', { partitions: [media('chat', count(0))] })] })).toMatchObject([
      { conversations: 0, averageHandleSeconds: undefined },
    ]);
  });

  // The tutorial calls the media type "All", a name that a report cannot tell from a medium, and the handle time 0.
  test.each([[{}], [{ partitions: null }], [{ partitions: [] }]])(
    'A.5.5: a queue without media types (%j) keeps its handle time and has no media type',
    (inner) => {
      const metrics = { ...count(40), handleTimeAvg: { value: 200 } };
      expect(rowsOf({ partitions: [queue('a', { metrics, ...inner })] })).toEqual([
        { queueId: 'a', queueName: 'Queue a', mediaType: undefined, conversations: 40, averageHandleSeconds: 200 },
      ]);
    },
  );

  test('a queue that was deleted has no name', () => {
    expect(rowsOf({ partitions: [{ entityId: 'a' }] })).toMatchObject([{ queueId: 'a', queueName: undefined }]);
  });

  test('counts each conversation in one row, whatever a queue says about all of its media types', () => {
    const counts = fc.array(fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(counts, (queues) => {
        const partitions = queues.map((ofMedia, q) => {
          const total = ofMedia.reduce((sum, one) => sum + one, 0);
          return queue(`q${q}`, {
            metrics: count(total),
            partitions: ofMedia.map((one, m) => media(`m${m}`, count(one))),
          });
        });
        expect(rowsOf({ partitions }).map(({ conversations }) => conversations)).toEqual(queues.flat());
      }),
    );
  });

  test.each([
    ['a queue without an id', { partitions: [{ entityName: 'Support' }] }],
    ['a media type without a name', { partitions: [queue('a', { partitions: [{ metrics: count(1) }] })] }],
    ['a count below 0', { partitions: [queue('a', { metrics: count(-1) })] }],
    ['a count that is text', { partitions: [queue('a', { metrics: count('12') })] }],
    ['a list', []],
  ])('with %s is not taken', (_, answer) => {
    expect(nestedPartitions.safeParse(answer).success).toBe(false);
  });
});
