import { betaProbability, logBeta } from '../../numeric/beta-distribution.ts';
import { type AbandonmentCount, checkAbandonmentCount, checkDispersion } from '../abandonment-count.ts';
import { checkOpenFraction, checkRatio } from '../check.ts';
import { holdsBack, passes, type Verdict } from './verdict.ts';

// The alternatives are spread over all shares above the target, most of them close to it: a beta distribution with the target as
// mean, worth this many answers, cut off below the target.
const MIXTURE_ANSWERS = 50;

/**
 * The evidence that more than a share of the answers is abandoned: the likelihood under a mixture of higher shares over that of the
 * share itself, both to the power of 1 / dispersion since abandons cluster. As long as the share holds, such evidence ever reaches
 * 1 / e with a probability of at most e, however often one looks (mixture sequential probability ratio test; Robbins, Annals
 * of Mathematical Statistics 41 (1970) 1397-1409).
 */
export function abandonmentEvidence(count: AbandonmentCount, limitFraction: number, dispersion: number): number {
  checkAbandonmentCount(count);
  checkDispersion(dispersion);
  checkOpenFraction('limit of abandonment', limitFraction);
  const abandoned = count.abandoned / dispersion;
  const kept = (count.answers - count.abandoned) / dispersion;
  const a = MIXTURE_ANSWERS * limitFraction;
  const b = MIXTURE_ANSWERS * (1 - limitFraction);
  const above = betaProbability(1 - limitFraction, b, a);
  const aboveAfter = betaProbability(1 - limitFraction, b + kept, a + abandoned);
  return (
    Math.exp(
      logBeta(a + abandoned, b + kept) -
        logBeta(a, b) -
        abandoned * Math.log(limitFraction) -
        kept * Math.log1p(-limitFraction),
    ) *
    (aboveAfter / above)
  );
}

/**
 * Steps back to one call per agent when the answers since the last change show, with an error of at most `errorFraction` (between 0
 * and 1), that more than the limit is abandoned.
 */
export function stepBackGuard(
  wanted: number,
  sinceChange: AbandonmentCount,
  limitFraction: number,
  dispersion: number,
  errorFraction: number,
): Verdict {
  checkRatio(wanted);
  checkOpenFraction('error of the step back', errorFraction);
  const evidence = abandonmentEvidence(sinceChange, limitFraction, dispersion);
  const seen = `${sinceChange.abandoned} of ${sinceChange.answers} answers abandoned`;
  return evidence < 1 / errorFraction
    ? passes('step-back', wanted, `${seen} do not show more than a share of ${limitFraction}`)
    : holdsBack('step-back', 1, `${seen} show more than a share of ${limitFraction}`);
}
