import { Failure } from '../../errors.ts';

/** A failure as plain data: of an instance of a class, a thread would send only the fields. */
export interface SentFailure extends Pick<Failure, 'message' | 'code' | 'exitCode' | 'hint'> {}

/** What `work` says of an item, or the failure that it ends in; any other error is a defect and thrown on. */
export function outcomeOrFailure<Outcome>(work: () => Outcome): Outcome | { readonly failure: SentFailure } {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { message, code, exitCode, hint } = error;
    return { failure: { message, code, exitCode, hint } };
  }
}

export const receivedFailure = ({ message, code, exitCode, hint }: SentFailure): Failure =>
  new Failure(message, { code, exitCode, ...(hint === undefined ? {} : { hint }) });
