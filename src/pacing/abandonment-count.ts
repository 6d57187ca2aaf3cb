import { checkNotNegative } from './check.ts';

/** Answered calls and those of them that were abandoned, for example of a day. */
export interface AbandonmentCount {
  readonly answers: number;
  readonly abandoned: number;
}

/** RangeError for a negative count, or more abandoned calls than answers. */
export function checkAbandonmentCount({ answers, abandoned }: AbandonmentCount): void {
  checkNotNegative('answers', answers);
  checkNotNegative('abandoned calls', abandoned);
  if (abandoned > answers)
    throw new RangeError(`abandoned calls must be no more than the ${answers} answers, not ${abandoned}`);
}

/** RangeError unless the variance of counts is finite and at least that of independent calls. */
export function checkDispersion(dispersion: number): void {
  if (!(dispersion >= 1 && Number.isFinite(dispersion)))
    throw new RangeError(`the dispersion of abandoned calls must be 1 or more, not ${dispersion}`);
}
