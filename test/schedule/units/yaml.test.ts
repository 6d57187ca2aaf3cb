import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type YamlValue, yamlText } from '../../../src/schedule/units/yaml.ts';
import { sampleSize } from '../../support/sample-size.ts';

const word = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'on',
    'Yes',
    'null',
    '1:30',
    '2026-01-01',
    '~',
    '-',
    ': ',
    'a: b',
    '# x',
    '- x',
    '|',
    'a\nb\n',
    ' a\nb\n',
    'a\n\nb\n',
    'x:1',
  ),
);

test.each(['1.1', '1.2'] as const)('every value is read back as it was, by YAML %s', (version) => {
  const value: fc.Arbitrary<YamlValue> = fc.letrec<{ value: YamlValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      word,
      fc.integer(),
      fc.boolean(),
      fc.array(tie('value'), { maxLength: 4 }),
      // A key of this name would be no property at all.
      fc.dictionary(
        word.filter((key) => key !== '__proto__' && key !== '<<'),
        tie('value'),
        { maxKeys: 4 },
      ),
    ),
  })).value;
  fc.assert(
    fc.property(value, (one) => {
      expect(parse(yamlText(one), { version })).toEqual(JSON.parse(JSON.stringify(one)));
    }),
    { numRuns: sampleSize(100, 20_000) },
  );
});
