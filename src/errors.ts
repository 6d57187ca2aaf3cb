/**
 * Exit codes, the contract of the command line:
 * 1 a defect of ours, 2 usage or configuration, 3 credentials or permission, 4 service not reachable,
 * 5 the data does not allow it, 6 the service broke its contract, 7 done in part, 75 not now.
 */
export type FailureExitCode = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 75;

interface FailureDetails {
  /** Stable identifier for scripts, for example `GCF-USAGE`. */
  code: string;
  exitCode: FailureExitCode;
  /** What the user can do next; one sentence or command. */
  hint?: string;
  /** The service's own identifier of the failed call, for its support. */
  correlationId?: string;
  cause?: unknown;
}

/**
 * The one class of failures that are explained to the user. Anything else that is thrown is a defect of ours.
 * `message` says what happened in one line and never holds a credential.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: string;
  readonly exitCode: FailureExitCode;
  readonly hint: string | undefined;
  readonly correlationId: string | undefined;

  constructor(message: string, details: FailureDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.exitCode = details.exitCode;
    this.hint = details.hint;
    this.correlationId = details.correlationId;
  }
}

/** Wrong flags, settings or input files: exit code 2. */
export const usageFailure = (message: string, hint?: string, cause?: unknown): Failure =>
  new Failure(message, { code: 'GCF-USAGE', exitCode: 2, ...(hint === undefined ? {} : { hint }), cause });

/** The data do not allow what was asked: exit code 5. The hint says what would. */
export const dataFailure = (message: string, hint?: string): Failure =>
  new Failure(message, { code: 'GCF-DATA', exitCode: 5, ...(hint === undefined ? {} : { hint }) });
