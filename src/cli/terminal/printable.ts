import stripAnsi from 'strip-ansi';

// C0 and C1 controls and delete, line and paragraph separators, and marks that reorder the text around them.
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu;

/** Text from outside as it may stand in one line on a terminal: no escape sequences, no controls, no line breaks. */
export const printable = (text: string): string => stripAnsi(text).replace(UNPRINTABLE, ' ').trim();

/** Text from outside of several lines: lines stay lines and keep their indentation. */
export const printableLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => `${/^ */.exec(line)?.[0] ?? ''}${printable(line)}`)
    .join('\n');
