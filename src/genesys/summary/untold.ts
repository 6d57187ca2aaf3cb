import { type Failure, usageFailure } from '../../errors.ts';

/** What the contract of summaries has no answer for: exit code 2, naming it. */
export const untold = (what: string, instead?: string): Failure =>
  usageFailure(
    `the summary contract does not tell ${what}`,
    instead ?? 'leave out --api summary: the published API, which is the default, tells it',
  );
