import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intervalText, parseInterval } from '../../../src/genesys/platform/interval-text.ts';

const at = (text: string): number => Date.parse(text) / 1000;

describe('an interval in the words of the API', () => {
  test('has at each end the offset of that moment, so that local midnights stay midnights when clocks change', () => {
    const march = { from: at('2026-03-01T05:00Z'), to: at('2026-04-01T04:00Z') };
    expect(intervalText(march, 'America/New_York')).toBe('2026-03-01T00:00:00.000-05:00/2026-04-01T00:00:00.000-04:00');
    expect(intervalText({ from: 0, to: 3600 }, 'UTC')).toBe('1970-01-01T00:00:00.000Z/1970-01-01T01:00:00.000Z');
    const kathmandu = { from: at('2026-01-04T18:15Z'), to: at('2026-01-05T18:15Z') };
    expect(intervalText(kathmandu, 'Asia/Kathmandu')).toBe(
      '2026-01-05T00:00:00.000+05:45/2026-01-06T00:00:00.000+05:45',
    );
  });

  test.each([
    '2026-01-05T13:00:00.000Z/2026-01-05T13:30:00.000Z',
    '2026-01-05T13:00Z/2026-01-05T13:30Z',
    '2026-01-05T08:00:00-05:00/2026-01-05T08:30:00-05:00',
    '2026-01-05T08:00:00.000-0500/2026-01-05T19:15:00.000+0545',
    '2026-01-05T14:00:00+01/2026-01-05T13:30:00.000Z',
  ])('%s is read as the same half hour', (text) => {
    expect(parseInterval(text)).toEqual({ from: at('2026-01-05T13:00Z'), to: at('2026-01-05T13:30Z') });
  });

  test.each([
    '',
    '2026-01-05T13:00:00Z',
    '2026-01-05T13:00:00/2026-01-05T13:30:00',
    '2026-01-05/2026-01-06',
    '2026-01-05T13:00:00Z/PT30M',
    '2026-01-05T13:00:00Z/2026-01-05T13:30:00Z/2026-01-05T14:00:00Z',
    '2026-13-05T13:00:00Z/2026-01-05T13:30:00Z',
  ])('"%s" is no interval', (text) => {
    expect(parseInterval(text)).toBeUndefined();
  });

  test('is read back as written, in any zone', () => {
    const zones = fc.constantFrom('UTC', 'Europe/London', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia');
    const minute = fc.integer({ min: at('2015-01-01T00:00Z') / 60, max: at('2035-01-01T00:00Z') / 60 });
    fc.assert(
      fc.property(zones, minute, minute, (zone, a, b) => {
        const span = { from: Math.min(a, b) * 60, to: Math.max(a, b) * 60 };
        expect(parseInterval(intervalText(span, zone))).toEqual(span);
      }),
    );
  });
});
