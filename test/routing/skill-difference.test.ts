import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSameProficiency, skillDifference } from '../../src/routing/skill-difference.ts';

/** What the service does with a difference, by its published words: settings add or update, removals take away. */
function written(now: ReadonlyMap<string, number>, { settings, removals }: ReturnType<typeof skillDifference>) {
  const skills = new Map(now);
  for (const { skillId, proficiency } of settings) skills.set(skillId, proficiency);
  for (const id of removals) skills.delete(id);
  return skills;
}

const skillId = fc.constantFrom('a', 'b', 'c', 'd');
const proficiency = fc.constantFrom(0, 0.5, 1, 3, 5);
const had = fc.array(fc.tuple(skillId, proficiency)).map((entries) => new Map<string, number>(entries));
const asked = fc
  .array(fc.tuple(skillId, fc.option(proficiency, { nil: undefined })))
  .map((entries) => new Map<string, number | undefined>(entries));

describe('the difference between what an agent has and what is wanted (A.3.13)', () => {
  test('touches only what differs, however many skills he has', () => {
    const now = new Map([
      ['english', 5],
      ['billing', 2],
      ['sales', 1],
    ]);
    const wanted = new Map<string, number | undefined>([
      ['billing', 3],
      ['sales', undefined],
      ['english', 5],
      ['french', 1],
      ['german', undefined],
    ]);
    expect(skillDifference(now, wanted)).toEqual({
      settings: [
        { skillId: 'billing', proficiency: 3 },
        { skillId: 'french', proficiency: 1 },
      ],
      removals: ['sales'],
    });
  });

  test('leads to what is wanted, leaves all other skills, and is empty the second time', () => {
    fc.assert(
      fc.property(had, asked, (now, wanted) => {
        const after = written(now, skillDifference(now, wanted));
        for (const [id, value] of wanted) expect(after.get(id)).toBe(value);
        for (const [id, value] of now) if (!wanted.has(id)) expect(after.get(id)).toBe(value);
        expect(after.size).toBe([...new Set([...now.keys(), ...wanted.keys()])].filter((id) => after.has(id)).length);
        expect(skillDifference(after, wanted)).toEqual({ settings: [], removals: [] });
      }),
    );
  });

  test('has no write that could be left out', () => {
    fc.assert(
      fc.property(had, asked, (now, wanted) => {
        const { settings, removals } = skillDifference(now, wanted);
        for (const { skillId: id, proficiency: value } of settings) expect(now.get(id)).not.toBe(value);
        for (const id of removals) expect(now.has(id)).toBe(true);
      }),
    );
  });
});

describe('proficiency', () => {
  test('that the service keeps in single precision is the same', () => {
    expect(isSameProficiency(Math.fround(3.3), 3.3)).toBe(true);
    expect(isSameProficiency(3.3, 3.31)).toBe(false);
  });

  test('0 is not the lack of a skill', () => {
    expect(isSameProficiency(0, undefined)).toBe(false);
    expect(isSameProficiency(undefined, undefined)).toBe(true);
    expect(isSameProficiency(Math.fround(0), 0)).toBe(true);
  });
});
