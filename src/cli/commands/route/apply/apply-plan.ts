import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../../../errors.ts';
import { makeFolder } from '../../../../export/make-folder.ts';
import type { Routing } from '../../../../genesys/routing.ts';
import { planState } from '../../../../routing/plan-state.ts';
import type { Proficiencies } from '../../../../routing/skill-difference.ts';
import type { AgentSkill } from '../../../../series/routing-records.ts';
import type { EpochSeconds } from '../../../../series/time-zone.ts';
import type { JournalSkills } from '../../../../store/skill-journal.ts';
import { withWriterLock } from '../../../../store/writer-lock.ts';
import type { World } from '../../../world.ts';
import type { Reporting } from '../../log.ts';
import type { OpenRouting } from '../open-routing.ts';
import type { RoutingPlanFile } from '../plan-file.ts';
import { proficienciesOf } from '../proficiencies.ts';
import { type AgentOutcome, failed } from './agent-outcome.ts';
import type { OffPeak } from './off-peak.ts';
import { type PlannedAgent, plannedAgents } from './planned-agents.ts';
import { requireOwn } from './require-applicable.ts';
import { firstWrites, journalOf } from './route-journals.ts';
import { type SkillChange, touched, writeSkills } from './write-skills.ts';

/** What became of applying a plan. */
export interface Applied {
  readonly outcomes: readonly AgentOutcome[];
  /** Why agents were not tried; absent when all were. */
  readonly stopped?: 'window' | 'errors';
  /** Undefined when nothing was ever written by this plan. */
  readonly journal: string | undefined;
}

/** What holds while a plan is applied. */
export interface ApplyRules {
  readonly offPeak: OffPeak | undefined;
  readonly maxErrorShare: number;
  readonly now: () => EpochSeconds;
}

/**
 * Brings the agents of a plan to the skills that it wants, one after the other. All of them are read first: when somebody else has changed
 * one since the plan, nothing is written (exit code 5). Who has left is told; who has what is wanted is done; who was half written by a
 * run before is brought to the end. Stops when the window closes or too many have failed. One writer per organisation at a time.
 */
export async function applyPlan(
  plan: RoutingPlanFile,
  rules: ApplyRules,
  { routing, journals: folder }: Pick<OpenRouting, 'routing' | 'journals'>,
  world: Pick<World, 'signal' | 'nowMs'>,
  { progress }: Pick<Reporting, 'progress'>,
): Promise<Applied> {
  const journals = requireOwn(folder, plan, 'plan');
  makeFolder(journals, '--home');
  return withWriterLock(
    join(journals, 'route.lock'),
    async () => {
      const journal = journalOf(plan, journals);
      const found = await findAgents(plannedAgents(plan), routing, progress);
      requireUnchanged(found, new Set(firstWrites(journal).keys()));
      const write = (agent: WritableAgent) =>
        writeSkills(routing, changeOf(agent, plan.organisation), journal, world.nowMs);
      const written = await writeAgents(found, write, rules, world.signal, progress);
      return { ...written, journal: existsSync(journal) ? journal : undefined };
    },
    'is changing skills',
  );
}

async function findAgents(
  agents: readonly PlannedAgent[],
  routing: Routing,
  progress: Reporting['progress'],
): Promise<FoundAgent[]> {
  progress.phase('reading agents', agents.length);
  const found: FoundAgent[] = [];
  for (const one of agents) {
    found.push(foundAgent(one, await routing.agentSkills(one.agent.id)));
    progress.advance();
  }
  return found;
}

/** One agent after the other: the service lets a client ask a few times a second, so that more at once would only wait. */
async function writeAgents(
  found: readonly FoundAgent[],
  write: (agent: WritableAgent) => Promise<Failure | undefined>,
  { offPeak, maxErrorShare, now }: ApplyRules,
  signal: AbortSignal,
  progress: Reporting['progress'],
): Promise<Pick<Applied, 'outcomes' | 'stopped'>> {
  const mostFailures = maxErrorShare * found.filter(isToBeWritten).length;
  const outcomes: AgentOutcome[] = [];
  let failures = 0;
  let stopped: Applied['stopped'];
  progress.phase('writing skills', found.length);
  for (const one of found) {
    signal.throwIfAborted();
    progress.advance();
    if (!isToBeWritten(one)) {
      outcomes.push(settledOutcome(one));
      continue;
    }
    if (failures > mostFailures) stopped = 'errors';
    else if (offPeak?.isOpen(now()) === false) stopped = 'window';
    if (stopped !== undefined) {
      outcomes.push({ agent: one.agent, outcome: 'not-tried' });
      continue;
    }
    const failure = await write(one);
    outcomes.push(failure === undefined ? { agent: one.agent, outcome: 'updated' } : failed(one.agent, failure));
    if (failure !== undefined) failures++;
  }
  return { outcomes, ...(stopped === undefined ? {} : { stopped }) };
}

/** An agent of the plan as he is now. */
type FoundAgent = PlannedAgent &
  (
    | { readonly state: 'left' }
    | { readonly state: 'before' | 'after' | 'between'; readonly now: Proficiencies }
    | { readonly state: 'changed'; readonly now: Proficiencies; readonly skillIds: readonly string[] }
  );

type WritableAgent = Extract<FoundAgent, { now: Proficiencies }>;

function foundAgent(planned: PlannedAgent, skills: readonly AgentSkill[] | undefined): FoundAgent {
  if (skills === undefined) return { ...planned, state: 'left' };
  const now = proficienciesOf(skills);
  const named = skills.map(({ skillId, skillName }) => [skillId, skillName] as const);
  const skillNames = new Map([...planned.skillNames, ...named]);
  return { ...planned, skillNames, ...planState(now, planned.before, planned.wanted), now };
}

const isToBeWritten = (one: FoundAgent): one is WritableAgent => one.state === 'before' || one.state === 'between';

/** Who is half way is so by somebody else's hand, unless the journal of the plan says that it was begun. */
function requireUnchanged(found: readonly FoundAgent[], begun: ReadonlySet<string>): void {
  const changed = found.flatMap((one) => {
    if (one.state === 'between' && !begun.has(one.agent.id)) return [`${one.agent.name} (some of the plan)`];
    if (one.state !== 'changed') return [];
    return [`${one.agent.name} (${one.skillIds.map((id) => one.skillNames.get(id) ?? id).join(', ')})`];
  });
  if (changed.length === 0) return;
  const more = changed.length > NAMED_AT_MOST ? ` and ${changed.length - NAMED_AT_MOST} more` : '';
  throw new Failure(
    `the skills of ${changed.slice(0, NAMED_AT_MOST).join(', ')}${more} have changed since the plan; nothing was written`,
    {
      code: 'GCF-CHANGED',
      exitCode: 5,
      hint: 'make a new plan: gcforecast route recommend, or route what-if',
    },
  );
}

const NAMED_AT_MOST = 5;

function changeOf({ agent, now, wanted, skillNames }: WritableAgent, organisation: string): SkillChange {
  const after: JournalSkills = [...wanted].map(([id, proficiency]) => ({
    skill: { id, name: skillNames.get(id) ?? id },
    proficiency: proficiency ?? null,
  }));
  return { agent, organisation, purpose: 'apply', before: touched(after, now), after };
}

const settledOutcome = ({ agent, state }: FoundAgent): AgentOutcome =>
  state === 'left'
    ? { agent, outcome: 'left', reason: 'there is no such agent any more' }
    : { agent, outcome: 'unchanged' };
