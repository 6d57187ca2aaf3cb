import { expect } from 'vitest';
import type { Ran } from '../support/test-world.ts';

/**
 * The run has failed as the contract says: nothing on stdout; on stderr, after warnings at most, one `error:` and one
 * `hint:`, whose further lines are indented, and no stack trace.
 */
export function expectExplained(ran: Ran, exitCode: number, error: string | RegExp, hint: string | RegExp): void {
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
