import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileNameOf } from '../../../src/cli/commands/file-name.ts';

test('whatever a thing is called at the service, its file stays in its folder, and different names are different files', () => {
  const piece = fc.constantFrom(
    '.',
    '..',
    '/',
    '\\',
    ':',
    '%',
    '~',
    '*',
    '\0',
    '\n',
    ' ',
    'a',
    'B',
    '2E',
    'é',
    '😀',
    '\ufffd',
  );
  const name = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(name, name, (one, other) => {
      const file = join('/home/folder', fileNameOf(one));
      expect(dirname(file)).toBe('/home/folder');
      expect(basename(file)).toMatch(/^[\w~!'()-][\w~!'().-]*$/);
      if (one !== other) expect(fileNameOf(other)).not.toBe(fileNameOf(one));
    }),
  );
});

test('names that are plain stay as they are', () => {
  expect(fileNameOf('api.mypurecloud.ie')).toBe('api.mypurecloud.ie');
  expect(fileNameOf('7d1a11e4-0002-4000-8000-000000000001')).toBe('7d1a11e4-0002-4000-8000-000000000001');
});

test('half a character, which no file system takes, is a name all the same', () => {
  expect(fileNameOf('a\ud800')).toBe(fileNameOf('a\ufffd'));
});
