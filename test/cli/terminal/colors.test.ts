import { describe, expect, it } from 'vitest';
import { colorsFor } from '../../../src/cli/terminal/colors.ts';

describe('colour on a stream', () => {
  // The order of the rules: flag, NO_COLOR (no-color.org), FORCE_COLOR, terminal.
  it.each([
    ['on a terminal', {}, true, false, true],
    ['not in a pipe', {}, false, false, false],
    ['not on a dumb terminal', { TERM: 'dumb' }, true, false, false],
    ['not with NO_COLOR', { NO_COLOR: '1' }, true, false, false],
    ['on a terminal with an empty NO_COLOR', { NO_COLOR: '' }, true, false, true],
    ['not with NO_COLOR, even when forced', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false, false],
    ['in a pipe when forced', { FORCE_COLOR: '1' }, false, false, true],
    ['on a dumb terminal when forced', { TERM: 'dumb', FORCE_COLOR: '1' }, true, false, true],
    ['not with FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, false, false],
    ['not with --no-color, even when forced', { FORCE_COLOR: '1' }, true, true, false],
  ])('is there %s', (_, env, isTTY, noColorFlag, expected) => {
    const painted = colorsFor({ noColorFlag, env, isTTY }).red('x');
    expect(painted).toBe(expected ? '\u001B[31mx\u001B[39m' : 'x');
  });
});
