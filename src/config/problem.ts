import { Failure } from '../errors.ts';

/** One thing that is wrong with the configuration, and what to do about it. */
export interface Problem {
  readonly message: string;
  readonly hint: string;
}

/** All problems in one Failure, exit code 2: messages in one line, hints one a line. */
export function configurationFailure(problems: readonly Problem[]): Failure {
  return new Failure(problems.map(({ message }) => message).join('; '), {
    code: 'GCF-CONFIG',
    exitCode: 2,
    hint: problems.map(({ hint }) => hint).join('\n'),
  });
}
