import { Failure, type FailureExitCode } from '../../../errors.ts';

/** One line of the doctor: what was looked at, how it is, and what to do about it. */
export interface Check {
  /** What was looked at: `login`, `permission outbound:campaign:view`. */
  readonly name: string;
  /** A warning keeps nothing from working. */
  readonly status: 'ok' | 'warning' | 'failed' | 'not-checked';
  readonly found: string;
  readonly remedy?: string;
  /** Of a failed line: what a command that needs this would end with. */
  readonly exitCode?: FailureExitCode;
}

export const ok = (name: string, found: string): Check => ({ name, status: 'ok', found });

export const warning = (name: string, found: string, remedy: string): Check => ({
  name,
  status: 'warning',
  found,
  remedy,
});

export const notChecked = (name: string, why: string): Check => ({ name, status: 'not-checked', found: why });

export const failed = (name: string, failure: Failure): Check => ({
  name,
  status: 'failed',
  found: failure.message,
  ...(failure.hint === undefined ? {} : { remedy: failure.hint }),
  exitCode: failure.exitCode,
});

/** What `look` finds; a Failure is a failed line with its remedy, anything else that is thrown is thrown on. */
export async function checked(name: string, look: () => Check | Promise<Check>): Promise<Check> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Failure) return failed(name, error);
    throw error;
  }
}

/** From what keeps most from working to what keeps least. */
const WORST_FIRST: readonly FailureExitCode[] = [1, 2, 3, 4, 6, 5, 75, 7];

/** 0 when no line has failed, else the exit code of the worst. */
export const exitCodeOf = (checks: readonly Check[]): number =>
  WORST_FIRST.find((code) => checks.some(({ exitCode }) => exitCode === code)) ?? 0;
