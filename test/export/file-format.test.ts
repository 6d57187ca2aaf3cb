import { expect, test } from 'vitest';
import { fileFormat } from '../../src/export/file-format.ts';

test.each([
  ['forecast.csv', 'csv'],
  ['/tmp/a.b/FORECAST.JSON', 'json'],
])('the extension of %s decides the format', (path, format) => {
  expect(fileFormat(path, ['csv', 'json'])).toBe(format);
});

test.each([
  ['forecast.cvs', /did you mean \.csv\?/],
  ['forecast.xlsx', /end the name in \.csv or \.json$/],
  ['forecast', /end the name in \.csv or \.json$/],
  ['dir.csv/forecast', /end the name in \.csv or \.json$/],
])('%s is refused with the known extensions', (path, hint) => {
  expect(() => fileFormat(path, ['csv', 'json'])).toThrow(
    expect.objectContaining({ exitCode: 2, message: expect.stringContaining(path), hint: expect.stringMatching(hint) }),
  );
});
