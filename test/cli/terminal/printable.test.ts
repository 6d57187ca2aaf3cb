import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, printableLines } from '../../../src/cli/terminal/printable.ts';
import { anyText } from '../../support/any-text.ts';

describe('printable text', () => {
  it.each([
    ['colours', '\u001B[31mred\u001B[0m', 'red'],
    ['links', '\u001B]8;;https://evil.test\u0007click\u001B]8;;\u0007', 'click'],
    ['a line break that would forge a line', 'queue\nhint: run this', 'queue hint: run this'],
    ['tabs, bells and carriage returns', 'a\t\u0007b\rc', 'a b c'],
    ['C1 controls', 'a\u009B31mb', 'ab'],
    ['marks that turn the direction of text', 'user\u202Etxt.exe', 'user txt.exe'],
  ])('loses %s', (_, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  it('keeps letters of every script, and emoji', () => {
    expect(printable('Qualität 日本語 عربي 👍')).toBe('Qualität 日本語 عربي 👍');
  });

  it('is one line without controls, whatever comes in', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(printable(text)).not.toMatch(/\p{Cc}|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });

  it('of several lines keeps them and their indentation', () => {
    expect(printableLines('Error: a\u0007\r\n    at b\u001B[2J')).toBe('Error: a\n    at b');
  });
});
