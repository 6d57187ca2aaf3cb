import { describe, expect, test } from 'vitest';
import { contradictionIn, exceededLimit, unbearableLoss } from '../../src/routing/move-guards.ts';
import type { SkillMove } from '../../src/routing/skill-move.ts';

const move = (agentId: string, skillId: string, before: number | undefined, after: number | undefined): SkillMove => ({
  agentId,
  skillId,
  proficiencyBefore: before,
  proficiencyAfter: after,
});

const SKILLS = new Map([['ann', new Map([['billing', 2]])]]);
const contradiction = (...moves: SkillMove[]) => contradictionIn(moves, (id) => SKILLS.get(id));

describe('moves contradict each other, or the agent', () => {
  test.each<[string, SkillMove[], string]>([
    [
      'twice for the same agent and skill',
      [move('ann', 'sales', undefined, 1), move('ann', 'sales', undefined, 2)],
      'two moves',
    ],
    ['adding what he has (A.3.6)', [move('ann', 'billing', undefined, 3)], 'has the skill already, at 2'],
    ['removing what he lacks', [move('ann', 'sales', 1, undefined)], 'lacks the skill'],
    ['changing what is otherwise', [move('ann', 'billing', 4, 5)], 'has the skill at 2, not at 4'],
    ['changing nothing', [move('ann', 'billing', 2, 2)], 'has the skill already, at 2'],
    ['taking away what is not there', [move('ann', 'sales', undefined, undefined)], 'lacks the skill'],
    ['an unknown agent', [move('bob', 'sales', undefined, 1)], 'nothing is known'],
  ])('%s', (_, moves, why) => {
    expect(contradiction(...moves)).toEqual({ move: moves.at(-1), why: expect.stringContaining(why) });
  });

  test('not when each is possible', () => {
    const moves = [move('ann', 'sales', undefined, 1), move('ann', 'billing', 2, undefined)];
    expect(contradiction(...moves)).toBeUndefined();
  });
});

describe('limits', () => {
  const moves = [move('ann', 'a', undefined, 1), move('ann', 'b', undefined, 1), move('bob', 'a', undefined, 1)];

  test('are kept up to and including them', () => {
    expect(exceededLimit(moves, { mostMoves: 3, mostMovesPerAgent: 2 })).toBeUndefined();
    expect(exceededLimit([], { mostMoves: 0, mostMovesPerAgent: 0 })).toBeUndefined();
  });

  test('are named with what exceeds them', () => {
    expect(exceededLimit(moves, { mostMoves: 2, mostMovesPerAgent: 2 })).toBe(
      '3 moves, and at most 2 may be made at once',
    );
    expect(exceededLimit(moves, { mostMoves: 3, mostMovesPerAgent: 1 })).toBe(
      '2 moves for one agent, and at most 1 may be made at once',
    );
  });
});

describe('what a queue is predicted to lose (A.3.11)', () => {
  const queue = (name: string, difference: number | undefined) => ({
    name,
    serviceLevel: {
      before: 0.8,
      after: 0.8,
      effect: difference === undefined ? undefined : { difference, lower: difference - 0.1, upper: difference + 0.1 },
    },
  });

  test('is too much for the queue that loses most', () => {
    const found = unbearableLoss([queue('a', -0.03), queue('b', -0.3), queue('c', 0.4)], 0.02);
    expect(found?.queue.name).toBe('b');
    expect(found?.lossFraction).toBe(0.3);
  });

  test('is borne up to the limit, and a queue without contacts says nothing', () => {
    expect(unbearableLoss([queue('a', -0.02), queue('b', undefined), queue('c', 0.4)], 0.02)).toBeUndefined();
  });
});
