// The tutorial on routing profiles recommends skills by a formula that is not Erlang C and by ratios that are none. Its logic is kept
// here, as it is printed, so that each of its mistakes can be shown beside what is right.

import { beforeAll, describe, expect, it } from 'vitest';
import { raiseInliningBudget } from '../../src/cli/workers/inlining-budget.ts';
import { candidateMoves } from '../../src/routing/candidate-moves.ts';
import type { Centre } from '../../src/routing/centre.ts';
import { confirmBest } from '../../src/routing/confirm-moves.ts';
import { erlangServiceLevels } from '../../src/routing/erlang-queue.ts';
import { recommendMoves } from '../../src/routing/recommend-moves.ts';
import type { SkillMove } from '../../src/routing/skill-move.ts';
import { whatIf } from '../../src/routing/what-if.ts';
import { agent, centre, contacts, playHere, skillCentre } from './synthetic-centre.ts';

beforeAll(raiseInliningBudget);

interface TutorialQueue {
  readonly occupancy: number;
  readonly service_level: number;
}

/** The tutorial's `erlang_c_simulation`. */
function tutorialErlang(offeredCalls: number, ahtSeconds: number, agents: number): TutorialQueue {
  if (agents === 0 || ahtSeconds === 0) return { occupancy: 1, service_level: 0 };
  const rho = (offeredCalls * ahtSeconds) / (agents * 3600);
  if (rho >= 1) return { occupancy: 1, service_level: 0 };
  let wait = 1;
  for (let n = 0; n < Math.trunc(agents); n++) wait *= (offeredCalls * ahtSeconds) / 3600 / (n + 1);
  wait = wait / (wait + (1 - rho));
  const rounded = (value: number) => Math.round(value * 1000) / 1000;
  return { occupancy: rounded(rho), service_level: rounded(1 - wait * Math.exp(-agents * (1 - rho))) };
}

/** The tutorial's `run_whatif_analysis` for one queue. */
function tutorialWhatIf(offered: number, actions: readonly ('ADD' | 'REMOVE')[], aht = 240) {
  let current = 0;
  let added = 0;
  for (const action of actions)
    if (action === 'REMOVE') current--;
    else added++;
  const [before, after] = [tutorialErlang(offered, aht, current), tutorialErlang(offered, aht, current + added)];
  return { current, before, after, change: after.service_level - before.service_level };
}

/** The tutorial's rule for a skill of a queue. */
const tutorialAction = (offered: number, handled: number): 'ADD' | 'REMOVE' | undefined => {
  const utilization = handled / offered;
  return utilization > 0.85 ? 'ADD' : utilization < 0.3 ? 'REMOVE' : undefined;
};

const add = (agentId: string, skillId: string): SkillMove => ({
  agentId,
  skillId,
  proficiencyBefore: undefined,
  proficiencyAfter: 3,
});
const remove = (agentId: string, skillId: string): SkillMove => ({
  agentId,
  skillId,
  proficiencyBefore: 3,
  proficiencyAfter: undefined,
});
const course = (weeks: number) => ({
  seed: 1,
  precision: { halfWidth: 1e-9, pilotReplications: weeks, mostReplications: weeks },
  levelFraction: 0.95,
  firstWeek: 0,
});

/** Contacts come evenly, and nobody gives up: where Erlang C is right. */
function patientCentre(perHour: number, ahtSeconds: number, agents: number): Centre {
  const slots = 7 * 48;
  return centre({
    weekdays: [1, 2],
    contactTypes: [
      contacts({
        arrivals: new Float64Array(slots).fill(perHour / 2),
        meanHandleSeconds: ahtSeconds,
        handleVariationFraction: 1,
        meanPatienceSeconds: undefined,
      }),
    ],
    agents: Array.from({ length: agents }, (_, i) => agent(String(i), { present: new Uint8Array(slots).fill(1) })),
    dayVariationFraction: 0,
  });
}

const byFormula = (one: Centre) => {
  const [found] = erlangServiceLevels(one, []);
  if ('invalid' in found) throw new Error(found.invalid);
  return found.serviceLevel;
};

describe('the formula', () => {
  it('A.3.1 sums over the states with a free agent, and knows the target time: 9 agents do not reach 80/20', async () => {
    // 74.2 % by Erlang C with 50 digits (mpmath).
    expect(tutorialErlang(100, 240, 9).service_level).toBeGreaterThan(0.8);
    expect(byFormula(patientCentre(100, 240, 9))).toBeCloseTo(0.742, 3);
    const simulated = await whatIf(patientCentre(100, 240, 9), [remove('0', 'a')], course(8), playHere);
    // 40,000 contacts in busy, correlated days: a standard error of about one point.
    expect(Math.abs((simulated.queues[0].serviceLevel.before ?? 0) - 0.742)).toBeLessThan(0.04);
  });

  it('A.3.1 takes contacts by the hour, not by the month', () => {
    // 30 days of 100 contacts an hour in 10 hours.
    expect(tutorialErlang(30_000, 240, 12).service_level).toBe(0);
    expect(byFormula(patientCentre(100, 240, 12))).toBeGreaterThan(0.9);
  });

  it('A.3.1 stays a number for large queues', () => {
    expect(tutorialErlang(12_000, 240, 820).service_level).toBeNaN();
    const level = byFormula(patientCentre(12_000, 240, 820));
    expect(level).toBeGreaterThan(0.8);
    expect(level).toBeLessThanOrEqual(1);
  });
});

describe('what-if', () => {
  const two = skillCentre([
    { name: 'a', perDay: 640, agents: 6 },
    { name: 'b', perDay: 300, agents: 6 },
  ]);

  it('A.3.1 starts from the agents who have the skill, never from less than none', async () => {
    const tutorial = tutorialWhatIf(1000, ['REMOVE']);
    expect(tutorial.current).toBe(-1);
    expect(tutorial.before.occupancy).toBeLessThan(0);
    const { queues } = await whatIf(two, [remove('b0', 'b')], course(3), playHere);
    for (const { occupancy, serviceLevel } of queues)
      for (const { before, after } of [occupancy, serviceLevel]) {
        expect(before).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThanOrEqual(1);
      }
  });

  it('A.3.2 shows what a removal does', async () => {
    expect(tutorialWhatIf(1000, ['REMOVE', 'REMOVE']).change).toBe(0);
    const { queues } = await whatIf(two, [remove('a0', 'a'), remove('a1', 'a')], course(4), playHere);
    expect(queues[0].serviceLevel.effect?.upper).toBeLessThan(-0.05);
  });

  it('A.3.2 shows what an agent who learns a skill takes from his other queue', async () => {
    const tight = skillCentre([
      { name: 'a', perDay: 640, agents: 6 },
      { name: 'b', perDay: 560, agents: 6 },
    ]);
    const { queues } = await whatIf(tight, [add('b0', 'a')], course(5), playHere);
    expect(queues[0].serviceLevel.effect?.lower).toBeGreaterThan(0);
    expect(queues[1].serviceLevel.effect?.upper).toBeLessThan(0);
  });
});

describe('a recommendation', () => {
  const limits = {
    mostMoves: 1,
    mostMovesPerAgent: 1,
    mostLossFraction: 0.02,
    leastGainFraction: 0.0005,
    levelFraction: 0.95,
  };
  /** A queue that loses most of its contacts, beside one with agents to spare. */
  const drowning = skillCentre(
    [
      { name: 'a', perDay: 450, agents: 1 },
      { name: 'b', perDay: 60, agents: 2 },
    ],
    { weekdays: [1, 2] },
  );

  it('A.3.4 brings agents to a queue that loses its contacts, and takes none away', async () => {
    const { queues } = await whatIf(drowning, [add('b0', 'a')], course(2), playHere);
    const lost = queues[0].abandonment.before ?? 0;
    expect(lost).toBeGreaterThan(0.7);
    expect(tutorialAction(1000, 1000 * (1 - lost))).toBe('REMOVE');
    const { moves } = await recommendMoves(
      drowning,
      { seed: 1, weights: new Map(), limits: { ...limits, skillIds: ['a'], mostLossFraction: 1 } },
      playHere,
    );
    expect(moves.map(({ move }) => [move.agentId, move.skillId, move.proficiencyAfter])).toEqual([['b0', 'a', 3]]);
  });

  it('A.3.6 adds only skills that the agent lacks, and removes only those he has', () => {
    for (const { move } of candidateMoves(drowning, [], limits)) {
      const held = drowning.agents.find(({ id }) => id === move.agentId)?.proficiencies[move.skillId];
      expect(move.proficiencyBefore).toBe(held);
      expect(move.proficiencyAfter).not.toBe(held);
    }
  });

  it('A.3.8 goes by the size of an effect and its interval, not by a threshold of a ratio', async () => {
    // All contacts are answered: by the ratio, every skill is to be added to.
    expect(tutorialAction(1000, 990)).toBe('ADD');
    const calm = skillCentre([
      { name: 'a', perDay: 60, agents: 6 },
      { name: 'b', perDay: 60, agents: 6 },
    ]);
    const { moves, candidates } = await recommendMoves(calm, { seed: 1, weights: new Map(), limits }, playHere);
    expect(candidates).toBeGreaterThan(0);
    expect(moves).toEqual([]);
  });

  it('A.3.11 refuses what harms a queue more than is allowed, however much it helps the whole', async () => {
    const tight = skillCentre([
      { name: 'a', perDay: 900, agents: 6 },
      { name: 'b', perDay: 420, agents: 4 },
    ]);
    const only = candidateMoves(tight, [], { ...limits, agentIds: ['b0'], skillIds: ['a'] });
    const confirm = (mostLossFraction: number) =>
      confirmBest(
        tight,
        only,
        { ...limits, accepted: [], seed: 1, weeks: { from: 0, to: 10 }, weights: [1, 1], rounds: 1, mostLossFraction },
        playHere,
      );
    const allowed = await confirm(1);
    expect(allowed?.gain.lower).toBeGreaterThan(0);
    const loss = -(allowed?.queues[1].serviceLevel.effect?.difference ?? 0);
    expect(loss).toBeGreaterThan(0);
    expect(await confirm(loss / 2)).toBeUndefined();
  });
});
