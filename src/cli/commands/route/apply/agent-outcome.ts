import type { Failure } from '../../../../errors.ts';
import type { Named } from '../named-ids.ts';

/**
 * What became of one agent: written now; as wanted already; refused, because somebody else has changed him since; failed; no longer
 * there; or not tried, because the run stopped before.
 */
export interface AgentOutcome {
  readonly agent: Named;
  readonly outcome: 'updated' | 'unchanged' | 'refused' | 'failed' | 'left' | 'not-tried';
  /** Why, in words; absent where the outcome says it all. */
  readonly reason?: string;
}

/** What was to be written and could not be, with the failure that explains it. */
export interface FailedOutcome extends AgentOutcome {
  readonly failure: Failure;
}

export const failed = (agent: Named, failure: Failure): FailedOutcome => ({
  agent,
  outcome: failure.code === 'GCF-CHANGED' ? 'refused' : 'failed',
  reason: failure.message,
  failure,
});

/** How many agents had one of these outcomes. */
export const count = (outcomes: readonly AgentOutcome[], ...wanted: readonly AgentOutcome['outcome'][]): number =>
  outcomes.filter(({ outcome }) => wanted.includes(outcome)).length;

/** Throws the first failure when no agent at all is as wanted: then nothing was done in part, and its exit code tells more. */
export function requireSome(outcomes: readonly AgentOutcome[]): void {
  if (count(outcomes, 'updated', 'unchanged', 'left') > 0) return;
  const first = outcomes.find((one): one is FailedOutcome => 'failure' in one);
  if (first !== undefined) throw first.failure;
}

/** 7 when some were not brought to what was wanted, else 0. */
export const exitCodeOf = (outcomes: readonly AgentOutcome[]): 0 | 7 =>
  count(outcomes, 'updated', 'unchanged') === outcomes.length ? 0 : 7;
