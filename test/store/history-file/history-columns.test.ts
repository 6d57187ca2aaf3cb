import { describe, expect, test } from 'vitest';
import { findColumns, parseColumns } from '../../../src/store/history-file/history-columns.ts';

const usual = { columns: {}, metric: 'offered', by: [] } as const;

describe('--columns', () => {
  test('names roles in any order, with blanks, and names that hold an equals sign', () => {
    expect(parseColumns('value=Calls, Time = Local time,key=a=b')).toEqual({
      value: 'Calls',
      time: 'Local time',
      key: 'a=b',
    });
  });

  test.each(['', 'time', 'time=', 'tme=x', 'time=a,time=b', 'time=a,'])('%j is refused with an example', (text) => {
    expect(() => parseColumns(text)).toThrow(
      expect.objectContaining({ exitCode: 2, hint: expect.stringContaining('--columns time=<column>') }),
    );
  });
});

describe('columns', () => {
  test.each(['interval_start', 'ds', 'date', 'timestamp', 'DS', 'Date'])('%s is a time', (name) => {
    expect(findColumns([name, 'y'], usual)).toMatchObject({ time: 0, value: 1 });
  });

  test.each(['offered', 'y', 'volume', 'contact_count', 'Volume'])('%s is a volume', (name) => {
    expect(findColumns([name, 'ds'], usual)).toMatchObject({ time: 1, value: 0 });
  });

  test.each([
    ['offered', 3],
    ['answered', 4],
    ['abandoned', 5],
    ['handleSeconds', 6],
  ] as const)('of a fetched file are chosen by the metric %s', (metric, value) => {
    const header = ['interval_start', 'queue_id', 'media_type', 'offered', 'answered', 'abandoned', 'handle_seconds'];
    expect(findColumns(header, { ...usual, metric })).toMatchObject({ value });
  });

  test('that are chosen go before the usual names', () => {
    const header = ['ds', 'y', 'Local Time', 'Calls', 'Team'];
    const columns = { time: 'local time', value: 'calls', key: 'team' };
    expect(findColumns(header, { ...usual, columns })).toMatchObject({ time: 2, value: 3, queueId: 4, keys: [4] });
  });

  test('that tell rows apart are all found', () => {
    const header = ['ds', 'y', 'queue_id', 'queue_name', 'media_type'];
    expect(findColumns(header, usual)).toMatchObject({ queueId: 2, queueName: 3, mediaType: 4 });
    expect(findColumns(['ds', 'y', 'queue_name'], { ...usual, by: ['queue'] })).toMatchObject({
      queueName: 2,
      keys: [2],
    });
  });
});

describe('a header that does not fit', () => {
  test.each([
    [
      ['dss', 'y'],
      {},
      /no column interval_start or ds or date or timestamp; its first line has dss, y/,
      /did you mean dss\? .*--columns time=dss/,
    ],
    [['ds', 'colour'], {}, /no column offered or y or volume or contact_count/, /name it: --columns value=<column>/],
    [['2024-01-01', '100'], {}, /its first line has 2024-01-01, 100/, /--columns time=/],
    [['ds', 'y'], { columns: { value: 'calls' } }, /no column calls; it has ds, y/, /name one of these/],
    [['ds', 'call_count'], { columns: { value: 'callcount' } }, /no column callcount/, /did you mean call_count\?/],
    [['ds', 'y'], { by: ['queue'] }, /no column queue_id or queue_name or id/, /--columns key=/],
    [['ds', 'y'], { by: ['media'] }, /no column media_type/, /rename the column/],
    [['ds', 'y', 'Y'], {}, /two columns y/, /rename/],
  ] as const)('%j with %j says what there is and what is expected', (header, question, message, hint) => {
    expect(() => findColumns(header, { ...usual, ...question })).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringMatching(message),
        hint: expect.stringMatching(hint),
      }),
    );
  });

  test('is quoted in part when it is a long line of data', () => {
    expect(() => findColumns(['x'.repeat(1000)], usual)).toThrow(/x{200}\.\.\.$/);
  });
});
