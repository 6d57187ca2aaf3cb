import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Applied, applyPlan } from '../../../../../src/cli/commands/route/apply/apply-plan.ts';
import type { OffPeak } from '../../../../../src/cli/commands/route/apply/off-peak.ts';
import { restoreAgents } from '../../../../../src/cli/commands/route/apply/restore-agents.ts';
import { firstWrites } from '../../../../../src/cli/commands/route/apply/route-journals.ts';
import { Failure } from '../../../../../src/errors.ts';
import { journalsIn } from '../../../../../src/store/journal-file.ts';
import { sampleSize } from '../../../../support/sample-size.ts';
import { temporaryFolder } from '../../../../support/test-world.ts';
import { planOf, type Wanted } from './plan-of.ts';
import { type Agents, DEATH, scriptedRouting, type Trouble } from './scripted-routing.ts';

const ORGANISATION = 'host/organisation';
const SILENT = { progress: { phase: () => {}, advance: () => {}, pause: () => {}, above: () => {} } };
const world = { signal: new AbortController().signal, nowMs: () => Date.parse('2026-04-16T10:30:00Z') };

const journalsFolder = () => join(temporaryFolder(), ORGANISATION);
const copyOf = (agents: Agents): Agents => new Map([...agents].map(([id, skills]) => [id, new Map(skills)]));

interface Run {
  readonly maxErrorShare?: number;
  readonly offPeak?: OffPeak;
  readonly troubles?: ReadonlyMap<number, Trouble>;
}

/** Applies a plan to agents in memory; gives what was asked of the service too. */
async function apply(
  plan: ReturnType<typeof planOf>,
  agents: Agents,
  journals: string,
  { maxErrorShare = 1, offPeak, troubles }: Run = {},
): Promise<Applied & { calls: string[] }> {
  const { routing, calls } = scriptedRouting(agents, troubles);
  const applied = await applyPlan(plan, { offPeak, maxErrorShare, now: () => 0 }, { routing, journals }, world, SILENT);
  return { ...applied, calls };
}

const rollBack = (journal: string, agents: Agents, journals: string) =>
  restoreAgents(journal, { routing: scriptedRouting(agents).routing, journals }, world, SILENT);

const outcomesOf = ({ outcomes }: Pick<Applied, 'outcomes'>) =>
  Object.fromEntries(outcomes.map(({ agent, outcome }) => [agent.id, outcome]));

const TEAM = (): Agents =>
  new Map([
    ['ann', new Map(Object.entries({ english: 5, billing: 2 }))],
    ['bob', new Map(Object.entries({ english: 3 }))],
    ['cid', new Map(Object.entries({ sales: 1 }))],
  ]);
const WANTED: Wanted = { ann: { sales: 3, billing: null }, bob: { sales: 0 }, cid: { sales: 4 } };

/** As the plan wants them. */
const AFTER = {
  ann: { english: 5, sales: 3 },
  bob: { english: 3, sales: 0 },
  cid: { sales: 4 },
};

const plain = (agents: Agents) =>
  Object.fromEntries([...agents].map(([id, skills]) => [id, Object.fromEntries(skills)]));

describe('applying a plan', () => {
  test('writes the fewest changes, leaves other skills alone, and changes nothing the second time (A.3.12)', async () => {
    const [agents, journals] = [TEAM(), journalsFolder()];
    const plan = planOf(agents, WANTED, ORGANISATION);
    const first = await apply(plan, agents, journals);
    expect(plain(agents)).toEqual(AFTER);
    expect(first.calls).toEqual(['set ann 1', 'remove ann billing', 'set bob 1', 'set cid 1']);
    const second = await apply(plan, agents, journals);
    expect(second.calls).toEqual([]);
    expect(outcomesOf(second)).toEqual({ ann: 'unchanged', bob: 'unchanged', cid: 'unchanged' });
  });

  test('has every change in the journal before the service is asked for it', async () => {
    const [agents, journals] = [TEAM(), journalsFolder()];
    const { routing } = scriptedRouting(agents);
    const begun: boolean[] = [];
    const watched: typeof routing = {
      ...routing,
      setSkills: (agentId, settings) => {
        begun.push(journalsIn(journals, 'route-').some((path) => firstWrites(path).has(agentId)));
        return routing.setSkills(agentId, settings);
      },
    };
    const rules = { offPeak: undefined, maxErrorShare: 0, now: () => 0 };
    const plan = planOf(agents, WANTED, ORGANISATION);
    await applyPlan(plan, rules, { routing: watched, journals }, world, SILENT);
    expect(begun).toEqual([true, true, true]);
  });

  test('sets no more than 50 skills at a time', async () => {
    const skills = Array.from({ length: 120 }, (_, i) => [`s${i}`, 1]);
    const agents: Agents = new Map([['ann', new Map()]]);
    const { calls } = await apply(
      planOf(agents, { ann: Object.fromEntries(skills) }, ORGANISATION),
      agents,
      journalsFolder(),
    );
    expect(calls).toEqual(['set ann 50', 'set ann 50', 'set ann 20']);
    expect(agents.get('ann')?.size).toBe(120);
  });

  test.each<[string, (agents: Agents) => unknown, string]>([
    ['a touched skill', (agents) => agents.get('cid')?.set('sales', 2), 'Agent cid (sales)'],
    ['an untouched skill', (agents) => agents.get('ann')?.set('english', 1), 'Agent ann (english)'],
    ['a part of what the plan wants', (agents) => agents.get('ann')?.set('sales', 3), 'Agent ann (some of the plan)'],
  ])('writes nothing at all when somebody else has changed %s', async (_, change, named) => {
    const [agents, journals] = [TEAM(), journalsFolder()];
    const plan = planOf(agents, WANTED, ORGANISATION);
    change(agents);
    const before = plain(agents);
    await expect(apply(plan, agents, journals)).rejects.toThrow(
      expect.objectContaining({ exitCode: 5, message: expect.stringContaining(named) }),
    );
    expect(plain(agents)).toEqual(before);
  });

  test('tells who has left, changes the others, and a rollback restores those', async () => {
    const [agents, journals] = [TEAM(), journalsFolder()];
    const plan = planOf(agents, WANTED, ORGANISATION);
    agents.delete('bob');
    const applied = await apply(plan, agents, journals, { maxErrorShare: 0 });
    expect(outcomesOf(applied)).toEqual({ ann: 'updated', bob: 'left', cid: 'updated' });
    expect(outcomesOf({ outcomes: await rollBack(applied.journal ?? '', agents, journals) })).toEqual({
      ann: 'updated',
      cid: 'updated',
    });
    const before = TEAM();
    before.delete('bob');
    expect(plain(agents)).toEqual(plain(before));
  });

  test('stops when more have failed than is borne, and goes on when it is run again (A.3.15)', async () => {
    const [agents, journals] = [TEAM(), journalsFolder()];
    const plan = planOf(agents, WANTED, ORGANISATION);
    const troubles = new Map<number, Trouble>([[2, 'refused']]);
    const applied = await apply(plan, agents, journals, { maxErrorShare: 0.3, troubles });
    expect([outcomesOf(applied), applied.stopped]).toEqual([
      { ann: 'updated', bob: 'failed', cid: 'not-tried' },
      'errors',
    ]);
    expect(outcomesOf(await apply(plan, agents, journals))).toEqual({
      ann: 'unchanged',
      bob: 'updated',
      cid: 'updated',
    });
    expect(plain(agents)).toEqual(AFTER);
    await rollBack(applied.journal ?? '', agents, journals);
    expect(plain(agents)).toEqual(plain(TEAM()));
  });

  test('bears as many failures as the share allows', async () => {
    const [agents, journals] = [TEAM(), journalsFolder()];
    const troubles = new Map<number, Trouble>([[0, 'refused']]);
    const applied = await apply(planOf(agents, WANTED, ORGANISATION), agents, journals, {
      maxErrorShare: 0.34,
      troubles,
    });
    expect(outcomesOf(applied)).toEqual({ ann: 'failed', bob: 'updated', cid: 'updated' });
    expect(applied.stopped).toBeUndefined();
  });

  test('looks at the window before every agent, and stops when it has closed', async () => {
    const [agents, journals] = [TEAM(), journalsFolder()];
    let looks = 0;
    const offPeak: OffPeak = {
      isOpen: () => ++looks <= 2,
      opensAt: () => 0,
      closed: () => new Failure('', { code: '', exitCode: 75 }),
    };
    const applied = await apply(planOf(agents, WANTED, ORGANISATION), agents, journals, { offPeak });
    expect([outcomesOf(applied), applied.stopped]).toEqual([
      { ann: 'updated', bob: 'updated', cid: 'not-tried' },
      'window',
    ]);
  });
});

describe('a rollback', () => {
  test('leaves agents whom somebody else has changed since, says so, and restores the others', async () => {
    const [agents, journals] = [TEAM(), journalsFolder()];
    const { journal = '' } = await apply(planOf(agents, WANTED, ORGANISATION), agents, journals);
    agents.get('bob')?.set('sales', 1);
    const outcomes = await rollBack(journal, agents, journals);
    expect(outcomesOf({ outcomes })).toEqual({ ann: 'updated', bob: 'refused', cid: 'updated' });
    expect(outcomes.find(({ agent }) => agent.id === 'bob')?.reason).toBe(
      'Agent bob has 1 Skill sales, and the journal set 0 Skill sales: somebody has changed it since',
    );
    expect(plain(agents)).toEqual({ ...plain(TEAM()), bob: { english: 3, sales: 1 } });
  });

  test('touches no skill that the journal does not name, and does nothing the second time', async () => {
    const [agents, journals] = [TEAM(), journalsFolder()];
    const { journal = '' } = await apply(planOf(agents, WANTED, ORGANISATION), agents, journals);
    agents.get('ann')?.set('french', 2);
    await rollBack(journal, agents, journals);
    expect(plain(agents)).toEqual({ ...plain(TEAM()), ann: { english: 5, billing: 2, french: 2 } });
    const lines = readFileSync(journal, 'utf8');
    expect(outcomesOf({ outcomes: await rollBack(journal, agents, journals) })).toEqual({
      ann: 'unchanged',
      bob: 'unchanged',
      cid: 'unchanged',
    });
    expect(readFileSync(journal, 'utf8')).toBe(lines);
  });
});

describe('whatever goes wrong at whichever write', () => {
  const skill = fc.constantFrom('a', 'b', 'c', 'd');
  const proficiency = fc.constantFrom(0, 1, 2.5, 5);
  const team = fc.array(fc.dictionary(skill, proficiency), { minLength: 1, maxLength: 4 });
  const moves = fc.dictionary(skill, fc.option(proficiency), { minKeys: 1 });
  const trouble = fc.constantFrom<Trouble>('refused', 'lost', 'death-before', 'death-after');

  test('each skill is as before, or as planned and journalled; the next run ends the work; a rollback is exact', async () => {
    const folder = temporaryFolder();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        team,
        fc.array(moves, { minLength: 4, maxLength: 4 }),
        fc.dictionary(fc.constantFrom('0', '1', '2', '3', '4', '5', '6'), trouble),
        async (had, asked, happens) => {
          const journals = join(folder, `${run++}`, ORGANISATION);
          const agents: Agents = new Map(had.map((skills, i) => [`agent-${i}`, new Map(Object.entries(skills))]));
          const before = copyOf(agents);
          const wanted: Wanted = Object.fromEntries(
            had.map((skills, i) => [
              `agent-${i}`,
              Object.fromEntries(Object.entries(asked[i] ?? {}).filter(([id, to]) => (skills[id] ?? null) !== to)),
            ]),
          );
          const plan = planOf(agents, wanted, ORGANISATION);
          const troubles = new Map(Object.entries(happens).map(([at, what]) => [Number(at), what]));
          await apply(plan, agents, journals, { troubles }).catch((error: unknown) => expect(error).toBe(DEATH));

          const begun = new Set(journalsIn(journals, 'route-').flatMap((path) => [...firstWrites(path).keys()]));
          for (const [id, skills] of agents)
            for (const one of ['a', 'b', 'c', 'd']) {
              const is = skills.get(one) ?? null;
              const was = before.get(id)?.get(one) ?? null;
              if (is === was) continue;
              expect(is).toBe(wanted[id]?.[one]);
              expect(begun).toContain(id);
            }

          const again = await apply(plan, agents, journals);
          for (const [id, skills] of Object.entries(wanted))
            for (const [one, to] of Object.entries(skills)) expect(agents.get(id)?.get(one) ?? null).toBe(to);
          if (again.journal !== undefined) await rollBack(again.journal, agents, journals);
          expect(plain(agents)).toEqual(plain(before));
        },
      ),
      { numRuns: sampleSize(15, 1000) },
    );
  });
});
