import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestName } from '../src/nearest-name.ts';

describe('the nearest known name', () => {
  const commands = ['fetch', 'forecast', 'backtest', 'staff', 'pace', 'route', 'report'];

  it.each([
    ['a wrong letter', 'forecest', 'forecast'],
    ['a missing letter', 'forcast', 'forecast'],
    ['a letter too many', 'fetcch', 'fetch'],
    ['two neighbours swapped', 'fecth', 'fetch'],
    ['a swap in a word of four letters', 'pcae', 'pace'],
    ['other case', 'FORECAST', 'forecast'],
    ['blanks around it', ' report ', 'report'],
  ])('forgives %s', (_, typed, meant) => {
    expect(nearestName(typed, commands)).toBe(meant);
  });

  it('keeps the known spelling', () => {
    expect(nearestName('europe/berln', ['Europe/Berlin', 'Europe/Dublin'])).toBe('Europe/Berlin');
  });

  it('suggests nothing when more than one letter in three is wrong', () => {
    expect(nearestName('kitten', ['sitting'])).toBeUndefined();
    expect(nearestName('banana', commands)).toBeUndefined();
    expect(nearestName('a', ['b'])).toBeUndefined();
    expect(nearestName('', commands)).toBeUndefined();
    expect(nearestName('fetch', [])).toBeUndefined();
  });

  it('prefers the closer name, and the earlier one of two that are equally close', () => {
    expect(nearestName('staf', ['stage', 'staff'])).toBe('staff');
    expect(nearestName('cart', ['care', 'card'])).toBe('care');
  });

  it('finds a known name itself, whatever else is known', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{3,12}$/), { minLength: 1 }), fc.nat(), (names, pick) => {
        const name = names[pick % names.length] ?? '';
        expect(nearestName(name.toUpperCase(), names)).toBe(name);
      }),
    );
  });

  it('undoes any single deletion in a name of four letters or more', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{4,12}$/), fc.nat(), (name, position) => {
        const cut = position % name.length;
        expect(nearestName(name.slice(0, cut) + name.slice(cut + 1), [name])).toBe(name);
      }),
    );
  });
});
