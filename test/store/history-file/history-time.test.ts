import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTime, timeText } from '../../../src/store/history-file/history-time.ts';

test.each([
  ['2024-05-01', '2024-05-01T00:00:00Z', false],
  ['2024-05-01T10:30', '2024-05-01T10:30:00Z', false],
  ['2024-05-01 10:30:15', '2024-05-01T10:30:15Z', false],
  ['2024-05-01t10:30:00z', '2024-05-01T10:30:00Z', true],
  ['2024-05-01T10:30:00.000Z', '2024-05-01T10:30:00Z', true],
  ['2024-05-01 10:30:00 +02:00', '2024-05-01T08:30:00Z', true],
  ['2024-05-01T10:30:00-0430', '2024-05-01T15:00:00Z', true],
  ['2024-05-01T10:30:00+14', '2024-04-30T20:30:00Z', true],
  ['2024-02-29', '2024-02-29T00:00:00Z', false],
  ['1949-12-31', '1949-12-31T00:00:00Z', false],
])('%s is %s, an instant: %s', (text, utc, isInstant) => {
  expect(readTime(text, 2)).toEqual({ seconds: Date.parse(utc) / 1000, isInstant });
});

test.each([
  '',
  'yesterday',
  '01/31/2024',
  '31.01.2024',
  '2024-1-5',
  '20240105',
  '2024-05-01T10',
  '2024-05-01T10:30:00.5Z',
  '1714521600',
])('%j is not read as a time, and the line is named', (text) => {
  expect(() => readTime(text, 7)).toThrow(
    expect.objectContaining({ exitCode: 2, message: `history file, line 7: "${text}" is not a time` }),
  );
});

test.each([
  '2023-02-30',
  '2023-02-29',
  '2024-13-01',
  '2024-00-10',
  '2024-04-31',
  '2024-05-00',
  '0024-05-01',
  '2024-05-01T24:00',
  '2024-05-01T10:60',
  '2024-05-01T10:00:60',
  '2024-05-01T10:00+25:00',
])('there is no such time as %s', (text) => {
  expect(() => readTime(text, 3)).toThrow(
    expect.objectContaining({ message: `history file, line 3: there is no such time as ${text}` }),
  );
});

test('every instant that Date writes is read back', () => {
  const dates = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(dates, (date) => {
      const seconds = Math.floor(date.getTime() / 1000);
      const text = new Date(seconds * 1000).toISOString();
      expect(readTime(text, 1)).toEqual({ seconds, isInstant: true });
      expect(readTime(timeText({ seconds, isInstant: false }), 1)).toEqual({ seconds, isInstant: false });
    }),
  );
});
