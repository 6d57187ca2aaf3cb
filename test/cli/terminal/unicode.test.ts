import { expect, it } from 'vitest';
import { showsUnicode } from '../../../src/cli/terminal/unicode.ts';

it.each([
  [{ LANG: 'en_US.UTF-8' }, 'linux', true],
  [{ LANG: 'de_DE.utf8', TERM: 'xterm-256color' }, 'linux', true],
  [{ LANG: 'C' }, 'linux', false],
  [{}, 'linux', false],
  [{ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, 'linux', false],
  [{ LC_ALL: '', LC_CTYPE: 'C.UTF-8', LANG: 'C' }, 'linux', true],
  [{ LANG: 'en_US.UTF-8', TERM: 'dumb' }, 'darwin', false],
  [{ LANG: 'en_US.UTF-8', TERM: 'linux' }, 'linux', false],
  [{ WT_SESSION: 'a' }, 'win32', true],
  [{ TERM_PROGRAM: 'vscode' }, 'win32', true],
  [{}, 'win32', false],
] as const)('a terminal with %j on %s shows Unicode: %s', (env, platform, expected) => {
  expect(showsUnicode(env, platform)).toBe(expected);
});
