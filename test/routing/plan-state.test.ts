import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planState } from '../../src/routing/plan-state.ts';

const BEFORE = new Map([
  ['english', 5],
  ['billing', 2],
]);
/** Adds sales, takes billing away. */
const WANTED = new Map<string, number | undefined>([
  ['sales', 3],
  ['billing', undefined],
]);

const stateOf = (...now: [string, number][]) => planState(new Map(now), BEFORE, WANTED);

describe('an agent on the way of a plan', () => {
  test('is as before when nothing has changed', () => {
    expect(stateOf(['english', 5], ['billing', 2])).toEqual({ state: 'before' });
  });

  test('is done when he has what is wanted, whatever became of his other skills', () => {
    expect(stateOf(['english', 5], ['sales', 3])).toEqual({ state: 'after' });
    expect(stateOf(['french', 1], ['sales', 3])).toEqual({ state: 'after' });
  });

  test('is between when some of it is written', () => {
    expect(stateOf(['english', 5], ['billing', 2], ['sales', 3])).toEqual({ state: 'between' });
    expect(stateOf(['english', 5])).toEqual({ state: 'between' });
  });

  test.each<[string, [string, number][], string[]]>([
    [
      'an untouched skill has another proficiency',
      [
        ['english', 4],
        ['billing', 2],
      ],
      ['english'],
    ],
    ['an untouched skill is gone', [['billing', 2]], ['english']],
    [
      'there is a skill that he lacked',
      [
        ['english', 5],
        ['billing', 2],
        ['french', 1],
      ],
      ['french'],
    ],
    [
      'a touched skill is neither as before nor as wanted',
      [
        ['english', 5],
        ['billing', 3],
        ['sales', 1],
      ],
      ['billing', 'sales'],
    ],
  ])('was changed by somebody else when %s', (_, now, skillIds) => {
    expect(stateOf(...now)).toEqual({ state: 'changed', skillIds });
  });

  test('is never changed while the writes of the plan are under way, in whatever order', () => {
    const order = fc.shuffledSubarray([...WANTED.keys()], { minLength: 0 });
    fc.assert(
      fc.property(order, (done) => {
        const now = new Map(BEFORE);
        for (const id of done) {
          const value = WANTED.get(id);
          if (value === undefined) now.delete(id);
          else now.set(id, value);
        }
        const expected = done.length === 0 ? 'before' : done.length === WANTED.size ? 'after' : 'between';
        expect(planState(now, BEFORE, WANTED)).toEqual({ state: expected });
      }),
    );
  });
});
