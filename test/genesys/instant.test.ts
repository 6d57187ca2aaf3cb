import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant, instantOfText, instantText } from '../../src/genesys/instant.ts';
import { sampleSize } from '../support/sample-size.ts';

describe('the text of an instant', () => {
  test('is read to the millisecond as Date.parse reads it, in every year of four digits', () => {
    const instants = fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z') });
    fc.assert(
      fc.property(
        instants.filter((date) => !Number.isNaN(date.getTime())),
        (date) => {
          expect(instantOfText(date.toISOString())).toBe(date.getTime() / 1000);
        },
      ),
      { numRuns: sampleSize(300, 100_000) },
    );
  });

  test('is let through exactly when it is an instant, whatever character of it is another one', () => {
    const characters = fc.constantFrom(...'0123456789-:.TZ+ ');
    const changes = fc.array(fc.tuple(fc.nat({ max: 23 }), characters), { maxLength: 3 });
    fc.assert(
      fc.property(changes, (changed) => {
        const text = [...'2026-02-28T13:30:00.000Z'];
        for (const [at, character] of changed) text[at] = character;
        const one = text.join('');
        const read = instant.safeParse(one);
        expect(instantText.safeParse(one).success).toBe(read.success);
        if (read.success) expect(instantOfText(one)).toBe(read.data);
      }),
      { numRuns: sampleSize(500, 100_000) },
    );
  });

  test.each([
    ['2024-02-29T00:00:00.000Z', 1_709_164_800],
    ['2026-01-05T13:30:00Z', 1_767_619_800],
    ['2026-01-05T13:30:00.25+02:00', 1_767_612_600.25],
  ])('%s is %d', (text, seconds) => {
    expect(instantText.safeParse(text).success).toBe(true);
    expect(instantOfText(text)).toBe(seconds);
  });

  test.each(['2026-02-29T00:00:00.000Z', '1900-02-29T00:00:00.000Z', '2026-00-01T00:00:00.000Z', '2026-01-05'])(
    '%s is none',
    (text) => {
      expect(instantText.safeParse(text).success).toBe(false);
    },
  );
});
