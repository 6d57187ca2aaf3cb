/**
 * Mean patience in seconds, were it exponential: the waits of all contacts, answered or abandoned, over the number that abandoned;
 * the maximum likelihood when an answer cuts a wait short. The mean wait of those who abandoned would be far too low, because the
 * patient are answered first. Undefined when nobody abandoned. RangeError when a number is negative or none.
 */
export function exponentialPatienceSeconds(waitSecondsOfAll: number, abandoned: number): number | undefined {
  if (!(waitSecondsOfAll >= 0 && Number.isFinite(waitSecondsOfAll)))
    throw new RangeError(`the waits of all contacts must be 0 seconds or more, not ${waitSecondsOfAll}`);
  if (!(Number.isSafeInteger(abandoned) && abandoned >= 0))
    throw new RangeError(`abandoned contacts must be whole and 0 or more, not ${abandoned}`);
  if (abandoned > 0 && waitSecondsOfAll === 0)
    throw new RangeError('the waits of all contacts must be above 0 seconds when some abandoned');
  return abandoned === 0 ? undefined : waitSecondsOfAll / abandoned;
}

/** Share of contacts that are still patient after a wait: a step function. */
export interface PatienceCurve {
  /** Waits at which somebody gave up, rising. */
  readonly seconds: Float64Array;
  /** From that wait up to before the next; 1 before the first. */
  readonly patientFraction: Float64Array;
  /** Greenwood's standard error. */
  readonly standardError: Float64Array;
}

/**
 * Patience without assuming its shape: the product-limit estimate, in which an answer is censoring and, at one and the same wait,
 * comes after giving up. Kaplan and Meier, Nonparametric estimation from incomplete observations, Journal of the American
 * Statistical Association 53 (1958) 457-481. `abandoned[i]`: 1 when the wait ended by giving up. RangeError when the two differ in
 * length or a wait is negative or none.
 */
export function patienceCurve(waitSeconds: Float64Array, abandoned: Uint8Array): PatienceCurve {
  if (waitSeconds.length !== abandoned.length)
    throw new RangeError(`waits and their ends must be as many, not ${waitSeconds.length} and ${abandoned.length}`);
  for (const wait of waitSeconds)
    if (!(wait >= 0 && Number.isFinite(wait))) throw new RangeError(`waits must be 0 seconds or more, not ${wait}`);
  const order = Uint32Array.from(waitSeconds.keys()).sort((a, b) => waitSeconds[a] - waitSeconds[b]);
  const steps: { seconds: number; patient: number; error: number }[] = [];
  let patient = 1;
  let greenwood = 0;
  for (let from = 0; from < order.length; ) {
    const seconds = waitSeconds[order[from]];
    const waiting = order.length - from;
    let gaveUp = 0;
    for (; from < order.length && waitSeconds[order[from]] === seconds; from++) gaveUp += abandoned[order[from]];
    if (gaveUp === 0) continue;
    patient *= (waiting - gaveUp) / waiting;
    greenwood += gaveUp / (waiting * (waiting - gaveUp));
    steps.push({ seconds, patient, error: patient === 0 ? 0 : patient * Math.sqrt(greenwood) });
  }
  return {
    seconds: Float64Array.from(steps, (step) => step.seconds),
    patientFraction: Float64Array.from(steps, (step) => step.patient),
    standardError: Float64Array.from(steps, (step) => step.error),
  };
}
