import { beforeAll, describe, expect, it } from 'vitest';
import { raiseInliningBudget } from '../../src/cli/workers/inlining-budget.ts';
import { nextUniform, randomStream } from '../../src/numeric/random-stream.ts';
import { candidateMoves } from '../../src/routing/candidate-moves.ts';
import type { Centre } from '../../src/routing/centre.ts';
import { unbearableLoss } from '../../src/routing/move-guards.ts';
import { type PlayDays, playDays } from '../../src/routing/play-days.ts';
import { playWeeks } from '../../src/routing/play-weeks.ts';
import { weightedServiceLevel } from '../../src/routing/queue-counts.ts';
import { measureEffect } from '../../src/routing/queue-effects.ts';
import { type MoveLimits, recommendMoves } from '../../src/routing/recommend-moves.ts';
import type { SkillMove } from '../../src/routing/skill-move.ts';
import { sampleSize } from '../support/sample-size.ts';
import { agent, centreQueue, playHere, skillCentre, workdayPresence } from './synthetic-centre.ts';

beforeAll(raiseInliningBudget);

const limits: MoveLimits = {
  mostMoves: 1,
  mostMovesPerAgent: 1,
  mostLossFraction: 0.05,
  leastGainFraction: 0.0005,
  levelFraction: 0.95,
};
const recommended = (centre: Centre, seed: number, changes: Partial<MoveLimits> = {}) =>
  recommendMoves(centre, { seed, weights: new Map(), limits: { ...limits, ...changes } }, playHere);

/** Two days make a week in every run, and few agents and queues a centre. */
const weekdays = [1, 2, 3, 4, 5].slice(0, sampleSize(2, 5));

/** A short queue, one with agents to spare and one between: the best single move gives a spare agent the skill of the short queue. */
function centreWithBestMove(seed: number, queues = sampleSize(2, 3)): Centre {
  const random = randomStream(100, seed);
  const draw = (from: number, to: number) => from + (to - from) * nextUniform(random);
  const agents = sampleSize(4, Math.round(draw(4, 7)));
  // Contacts of 240 seconds, 7 % of which come in the busiest half hour: 107 a day for an agent who is busy all of it.
  return skillCentre(
    [
      { name: 'a', perDay: 107 * agents * draw(1, 1.1), agents },
      { name: 'b', perDay: 107 * agents * draw(0.3, 0.4), agents },
      { name: 'c', perDay: 107 * agents * draw(0.7, 0.75), agents },
    ].slice(0, queues),
    { weekdays },
  );
}

const isBest = ({ agentId, skillId, proficiencyBefore }: SkillMove) =>
  agentId.startsWith('b') && skillId === 'a' && proficiencyBefore === undefined;

/** Everybody has all skills, so that nothing can be added, taking one away only harms, and ranks only change who is asked first. */
function centreWithoutBestMove(seed: number): Centre {
  const random = randomStream(200, seed);
  const size = sampleSize(2, 4);
  const centre = skillCentre(
    ['a', 'b', 'c'].map((name) => ({ name, perDay: 25 * size * (3 + nextUniform(random)), agents: size })),
    { weekdays },
  );
  return {
    ...centre,
    queues: centre.queues.map((queue) => ({ ...queue, evaluation: 'best-available' })),
    agents: centre.agents.map(({ id }, i) =>
      agent(id, {
        queues: [0, 1, 2],
        proficiencies: { a: 3, b: 3, c: 3 },
        present: workdayPresence(i % 3, 18 + (i % 3)),
      }),
    ),
  };
}

describe('a recommendation', () => {
  const centres = sampleSize(1, 20);

  it(`finds the best move, or one as good, in at least 19 of 20 centres (${centres})`, async () => {
    const wrong: string[] = [];
    for (let seed = 0; seed < centres; seed++) {
      const plan = await recommended(centreWithBestMove(seed), seed);
      const best = plan.moves.at(0)?.move;
      if (best === undefined || !isBest(best)) wrong.push(`${seed}: ${JSON.stringify(best)}`);
    }
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(centres / 20);
  });

  it(`recommends nothing where nothing helps in at least 19 of 20 centres (${centres})`, async () => {
    const wrong: string[] = [];
    for (let seed = 0; seed < centres; seed++) {
      const plan = await recommended(centreWithoutBestMove(seed), seed, { leastGainFraction: 0 });
      expect(plan.candidates).toBeGreaterThan(8);
      if (plan.moves.length > 0) wrong.push(`${seed}: ${JSON.stringify(plan.moves[0])}`);
    }
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(centres / 20);
  });

  it('is the best by trying every move on many other weeks', async () => {
    const centre = centreWithBestMove(0);
    const moves = candidateMoves(centre, [], limits).map(({ move }) => move);
    const configurations = [[], ...moves.map((move) => [move])];
    const weeks = { from: 9_000_000, to: 9_000_000 + sampleSize(3, 60) };
    const [before, ...after] = await playWeeks(centre, configurations, 99, weeks, playHere);
    const gains = after.map(
      (counts) =>
        measureEffect({ before, after: counts }, weightedServiceLevel([1, 1, 1]), 0.95).effect?.difference ?? 0,
    );
    expect(isBest(moves[gains.indexOf(Math.max(...gains))])).toBe(true);
  });

  it('moves nobody when one more contact in time would cost a queue more than is allowed', async () => {
    // Whoever learns a takes time from b, which has none to spare.
    const centre = skillCentre(
      [
        { name: 'a', perDay: 450, agents: 3 },
        { name: 'b', perDay: 210, agents: 2 },
      ],
      { weekdays },
    );
    const scope = { agentIds: ['b0'], skillIds: ['a'] };
    const free = await recommended(centre, 1, { ...scope, mostLossFraction: 1 });
    const bound = await recommended(centre, 1, { ...scope, mostLossFraction: 0 });
    expect(free.moves.length).toBe(1);
    const [{ queues }] = free.moves;
    expect(Math.min(...queues.map(({ serviceLevel }) => serviceLevel.effect?.difference ?? 0))).toBeLessThan(0);
    expect(bound.moves).toEqual([]);
    expect(bound.impact).toBeUndefined();
  });

  it('keeps to the most moves, the most of one agent, and whom it may change', async () => {
    const centre = centreWithBestMove(1, 3);
    const plan = await recommended(centre, 1, { mostMoves: 2, agentIds: ['b1', 'b2', 'c0'], skillIds: ['a'] });
    const moves = plan.moves.map(({ move }) => move);
    expect(moves.length).toBe(2);
    expect(new Set(moves.map(({ agentId }) => agentId)).size).toBe(2);
    for (const move of moves) {
      expect(['b1', 'b2', 'c0']).toContain(move.agentId);
      expect(move.skillId).toBe('a');
    }
    expect(plan.impact?.overall.effect?.lower).toBeGreaterThan(0);
    expect(plan.leftOut).toBe(0);
  });

  it('leaves the last moves out again while all together cost a queue more than is allowed, as no single one did', async () => {
    /** On the weeks of the whole plan, two moves cost the second queue a tenth of what it answered in time. */
    const harmfulTogether: PlayDays = async (tasks) =>
      tasks.map((task) => {
        const [before, after, ...others] = playDays(task);
        if (others.length > 0 || task.configurations[1].length < 2) return [before, after, ...others];
        const harmed = after.map((day) =>
          day.map((counts, queue) =>
            queue === 1 ? { ...counts, answeredWithin: 0.9 * counts.answeredWithin } : counts,
          ),
        );
        return [before, harmed];
      });
    const scope = { mostMoves: 2, mostLossFraction: 0.05, agentIds: ['b1', 'b2', 'c0'], skillIds: ['a'] };
    const search = { seed: 1, weights: new Map(), limits: { ...limits, ...scope } };
    const plan = await recommendMoves(centreWithBestMove(1, 3), search, harmfulTogether);
    expect([plan.moves.length, plan.leftOut]).toEqual([1, 1]);
    expect(unbearableLoss(plan.impact?.queues ?? [], 0.05)).toBeUndefined();
  });

  it.each([
    { mostMoves: 0 },
    { mostMovesPerAgent: 1.5 },
    { mostLossFraction: -0.1 },
    { leastGainFraction: Number.NaN },
  ])('refuses limits that are none: %j', async (changes) => {
    await expect(recommended(skillCentre([{ name: 'a', perDay: 100, agents: 2 }]), 0, changes)).rejects.toThrow(
      RangeError,
    );
  });
});

describe('candidates', () => {
  it('count agents once whom no contact can tell apart and whose hours are the same', () => {
    const centre = skillCentre([
      { name: 'a', perDay: 100, agents: 5 },
      { name: 'b', perDay: 100, agents: 3 },
    ]);
    const moves = candidateMoves(centre, [], limits).map(({ move }) => move);
    expect(moves.map(({ agentId, skillId, proficiencyAfter }) => [agentId, skillId, proficiencyAfter])).toEqual([
      ['a0', 'a', undefined],
      ['a0', 'b', 3],
      ['b0', 'a', 3],
      ['b0', 'b', undefined],
    ]);
  });

  it('change proficiencies only where the highest is asked first', () => {
    const centre = skillCentre([{ name: 'a', perDay: 100, agents: 2 }]);
    const ranked = { ...centre, queues: [centreQueue({ evaluation: 'best-available' })] };
    const afters = (one: Centre) => candidateMoves(one, [], limits).map(({ move }) => move.proficiencyAfter);
    expect(afters(centre)).toEqual([undefined]);
    expect(afters(ranked)).toEqual([undefined, 5, 1]);
  });

  it('add no skill to an agent whose queues nobody asks it in', () => {
    const centre = skillCentre([
      { name: 'a', perDay: 100, agents: 1 },
      { name: 'b', perDay: 100, agents: 1 },
    ]);
    const own = { ...centre, agents: centre.agents.map((one, i) => ({ ...one, queues: [i] })) };
    expect(candidateMoves(own, [], limits).every(({ move }) => move.proficiencyBefore === 3)).toBe(true);
  });

  it('are none for an agent who may not be changed any more', () => {
    const centre = skillCentre([
      { name: 'a', perDay: 100, agents: 1 },
      { name: 'b', perDay: 100, agents: 1 },
    ]);
    const done = { agentId: 'a0', skillId: 'b', proficiencyBefore: undefined, proficiencyAfter: 3 };
    expect(candidateMoves(centre, [done], limits).every(({ move }) => move.agentId === 'b0')).toBe(true);
  });
});
