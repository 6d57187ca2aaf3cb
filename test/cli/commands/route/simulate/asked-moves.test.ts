import { describe, expect, it } from 'vitest';
import { askedMoves } from '../../../../../src/cli/commands/route/simulate/asked-moves.ts';
import type { SimulatedOrganisation } from '../../../../../src/cli/commands/route/simulate/typical-week.ts';
import { Failure } from '../../../../../src/errors.ts';
import { skillCentre } from '../../../../routing/synthetic-centre.ts';

const centre = skillCentre([
  { name: 'a', perDay: 100, agents: 2 },
  { name: 'b', perDay: 100, agents: 1 },
]);
const skills = [
  { id: 'a', name: 'Invoices' },
  { id: 'b', name: 'Orders: new' },
];
const organisation: SimulatedOrganisation = {
  centre,
  warnings: [],
  setup: {
    queues: [],
    skills,
    agents: [
      { id: 'late', name: 'Late Comer', queueIds: ['a'], skills: [] },
      ...centre.agents.map(({ id, proficiencies }) => ({
        id,
        name: `Agent ${id}`,
        queueIds: ['a', 'b'],
        skills: Object.entries(proficiencies).map(([skillId, proficiency]) => ({
          skillId,
          skillName: skillId,
          proficiency,
        })),
      })),
    ],
  },
  question: {
    from: 0,
    to: 86_400,
    step: { iso: 'PT30M', unit: 'second', count: 1800 },
    timeZone: 'UTC',
    queueIds: [],
    agentIds: [],
  },
};

describe('moves as words', () => {
  it('add a skill, at 3 or as told, change one, and take one away', () => {
    expect(askedMoves(['+agent b0:invoices', '-a0:a', '+a1:Invoices=4.5'], organisation)).toEqual([
      { agentId: 'b0', skillId: 'a', proficiencyBefore: undefined, proficiencyAfter: 3 },
      { agentId: 'a0', skillId: 'a', proficiencyBefore: 3, proficiencyAfter: undefined },
      { agentId: 'a1', skillId: 'a', proficiencyBefore: 3, proficiencyAfter: 4.5 },
    ]);
  });

  it.each([
    ['Agent a0:Invoices', 'no change of a skill'],
    ['-a0:Invoices=3', 'no change of a skill'],
    ['+a0:Invoices=6', 'no change of a skill'],
    ['+Agent x:Invoices', "'Agent x' is not one of"],
    ['+a0:Invoicing', "'Invoicing' is not one of"],
    ['-b0:Invoices', 'the move of Agent b0 and Invoices is not possible: the agent lacks the skill'],
    ['+a0:Invoices', 'the move of Agent a0 and Invoices is not possible: the agent has the skill already, at 3'],
    ['+Late Comer:Invoices', 'Late Comer is in no queue with contacts or was never on queue'],
  ])('are refused: %s', (text, words) => {
    expect(() => askedMoves([text], organisation)).toThrow(Failure);
    expect(() => askedMoves([text], organisation)).toThrow(words);
  });

  it('are refused when two contradict each other', () => {
    expect(() => askedMoves(['+b0:Invoices', '+b0:a=4'], organisation)).toThrow(
      'the move of Agent b0 and Invoices is not possible: two moves for the same agent and skill',
    );
  });
});
