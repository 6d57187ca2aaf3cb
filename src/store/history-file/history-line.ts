import { type Failure, usageFailure } from '../../errors.ts';

/** A fault in one line of a history file: exit code 2. Lines count from 1, the header included. */
export const lineFailure = (line: number, message: string, hint: string): Failure =>
  usageFailure(`history file, line ${line}: ${message}`, hint);
