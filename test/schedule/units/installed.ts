import { spawnSync } from 'node:child_process';

/** Whether a program of this machine can be started. */
export const isInstalled = (program: string): boolean => spawnSync(program, ['--help']).error === undefined;

/** What a program says, for some input. Its complaint is the error where it fails. */
export function said(program: string, argv: readonly string[], input = ''): string {
  const { status, stdout, stderr, error } = spawnSync(program, argv, { input, encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}${stdout}`);
  return stdout;
}
