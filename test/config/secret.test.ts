import { format, inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secret } from '../../src/config/secret.ts';

describe('a secret', () => {
  const value = 'hunter2-hunter2';
  const hidden = secret(value);

  it('is revealed by reveal() alone', () => {
    expect(hidden.reveal()).toBe(value);
  });

  it.each([
    ['String()', String(hidden)],
    ['a template', `${hidden}`],
    ['concatenation', `<${hidden}>`.slice(1, -1)],
    ['toString()', hidden.toString()],
    ['inspect', inspect(hidden)],
    ['inspect with hidden properties', inspect(hidden, { showHidden: true, depth: null })],
    ['%s', format('%s', hidden)],
    ['%o', format('%o', hidden)],
    ['%O', format('%O', hidden)],
    ['locale string', hidden.toLocaleString()],
  ])('shows [hidden] through %s', (_, shown) => {
    expect(shown).toBe('[hidden]');
  });

  it('shows [hidden] in JSON and %j, also inside other objects', () => {
    expect(JSON.stringify({ deep: [hidden] })).toBe('{"deep":["[hidden]"]}');
    expect(format('%j', hidden)).toBe('"[hidden]"');
    expect(inspect({ deep: { hidden } })).toBe('{ deep: { hidden: [hidden] } }');
  });

  it('holds no enumerable or hidden property with the value', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{12,20}$/), (text) => {
        const each = secret(text);
        const shown = [
          inspect(each, { customInspect: false, showHidden: true, depth: null }),
          JSON.stringify({ ...each }),
          Object.values(each).join(),
          Reflect.ownKeys(each).map(String).join(),
        ];
        expect(shown.join('\n')).not.toContain(text);
      }),
    );
  });
});
