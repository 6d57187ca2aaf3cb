import { expect } from 'vitest';
import type { Ran } from '../support/test-world.ts';

/** A process that a signal has ended has no exit code. */
type Told = Omit<Ran, 'exitCode'> & { readonly exitCode: number | null };

/**
 * The run has failed as the contract says: nothing on stdout; on stderr, after warnings at most, one `error:` and one
 * `hint:`, whose further lines are indented, and no stack trace.
 */
export function expectExplained(ran: Told, exitCode: number, error: string | RegExp, hint: string | RegExp): void {
  expect(ran.stdout).toBe('');
  const lines = ran.stderr.trimEnd().split('\n');
  const told = lines.filter((line) => !line.startsWith('warning: '));
  expect(told[0]).toMatch(/^error: ./);
  expect(told[0]).toMatch(error);
  expect(told[1]).toMatch(/^hint: ./);
  expect(told.slice(1).join('\n')).toMatch(hint);
  for (const line of told.slice(2)) expect(line).toMatch(/^ {6}\S/);
  expect(ran.stderr).not.toMatch(/^\s+at /m);
  expect(ran.exitCode).toBe(exitCode);
}
