/** What an agent did in an interval with contacts of one type: a count, and a sum of seconds. */
export interface HandledContacts {
  readonly agentId: string;
  /** Place among the contact types. */
  readonly type: number;
  readonly handled: number;
  readonly handleSeconds: number;
}

/** How long contacts take, by type, and how much slower or quicker each agent is. */
export interface HandleTimes {
  /** By contact type; undefined where none was handled. */
  readonly meanSeconds: readonly (number | undefined)[];
  /** Standard deviation over mean of a single contact at one agent, by type; undefined where no two intervals of an agent tell. */
  readonly variationFraction: readonly (number | undefined)[];
  /** Handle times over those of the types. Of the agents who handled something; empty where nothing tells their pace from chance. */
  readonly paceOf: ReadonlyMap<string, number>;
}

/** Agents whose paces differ by less are taken for alike. */
const PACE_STEP = 0.05;
/** The variation of a type is its own from so many contacts on; below, that of all types together. */
const OWN_VARIATION_FROM = 100;

/**
 * Mean, variation and pace from sums by interval. A record of n contacts varies around n times its mean with n times the variance of
 * one, so sums tell the variation of single contacts. The pace of an agent is shrunk towards 1 as far as his contacts are few, by the
 * random-effects estimate of DerSimonian and Laird, Meta-analysis in clinical trials, Controlled Clinical Trials 7 (1986) 177-188,
 * and rounded to steps of 5 %. RangeError for a negative number, and for seconds without contacts.
 */
export function handleTimes(work: readonly HandledContacts[], types: number): HandleTimes {
  for (const record of work) check(record);
  const sums = Array.from({ length: types }, () => ({ handled: 0, seconds: 0 }));
  for (const { type, handled, handleSeconds } of work) {
    sums[type].handled += handled;
    sums[type].seconds += handleSeconds;
  }
  const meanSeconds = sums.map(({ handled, seconds }) => (seconds > 0 ? seconds / handled : undefined));
  const observed = observedPaces(work, meanSeconds);
  const variations = variationsAround(work, meanSeconds, observed);
  return { meanSeconds, variationFraction: variations.byType, paceOf: shrunkPaces(observed, variations.pooled) };
}

interface ObservedPace {
  readonly handled: number;
  readonly pace: number;
}

function observedPaces(
  work: readonly HandledContacts[],
  meanSeconds: readonly (number | undefined)[],
): Map<string, ObservedPace> {
  const sums = new Map<string, { handled: number; seconds: number; expected: number }>();
  for (const { agentId, type, handled, handleSeconds } of work) {
    const mean = meanSeconds[type];
    if (mean === undefined) continue;
    const sum = sums.get(agentId) ?? { handled: 0, seconds: 0, expected: 0 };
    sum.handled += handled;
    sum.seconds += handleSeconds;
    sum.expected += handled * mean;
    sums.set(agentId, sum);
  }
  const worked = [...sums].filter(([, { handled }]) => handled > 0);
  return new Map(worked.map(([id, { handled, seconds, expected }]) => [id, { handled, pace: seconds / expected }]));
}

function variationsAround(
  work: readonly HandledContacts[],
  meanSeconds: readonly (number | undefined)[],
  paces: ReadonlyMap<string, ObservedPace>,
): { byType: (number | undefined)[]; pooled: number | undefined } {
  const sums = meanSeconds.map(() => ({ squares: 0, free: 0 }));
  for (const { agentId, type, handled, handleSeconds } of work) {
    const agent = paces.get(agentId);
    const expected = handled * (meanSeconds[type] ?? 0) * (agent?.pace ?? 0);
    if (agent === undefined || expected === 0) continue;
    sums[type].squares += (handled * (handleSeconds / expected - 1)) ** 2;
    // The agent's mean was learned from the same contacts.
    sums[type].free += handled * (1 - handled / agent.handled);
  }
  const squares = sums.reduce((sum, one) => sum + one.squares, 0);
  const free = sums.reduce((sum, one) => sum + one.free, 0);
  const pooled = free === 0 ? undefined : Math.sqrt(squares / free);
  return {
    pooled,
    byType: sums.map((one) => (one.free < OWN_VARIATION_FROM ? pooled : Math.sqrt(one.squares / one.free))),
  };
}

function shrunkPaces(observed: ReadonlyMap<string, ObservedPace>, variation: number | undefined): Map<string, number> {
  // Nothing tells chance from pace.
  if (variation === undefined) return new Map();
  const between = betweenAgentsVariance([...observed.values()], variation);
  return new Map(
    [...observed].map(([id, { handled, pace }]) => {
      const chance = (variation * variation) / handled;
      const own = between === 0 ? 0 : between / (between + chance);
      return [id, roundedPace(1 + own * (pace - 1))];
    }),
  );
}

function betweenAgentsVariance(agents: readonly ObservedPace[], variation: number): number {
  if (agents.length < 2) return 0;
  let weights = 0;
  let weighted = 0;
  let squaredWeights = 0;
  for (const { handled, pace } of agents) {
    weights += handled;
    weighted += handled * pace;
    squaredWeights += handled * handled;
  }
  const mean = weighted / weights;
  const spread = agents.reduce((sum, { handled, pace }) => sum + handled * (pace - mean) ** 2, 0);
  const byChance = (agents.length - 1) * variation * variation;
  return Math.max(0, (spread - byChance) / (weights - squaredWeights / weights));
}

const roundedPace = (pace: number): number => Math.max(PACE_STEP, Math.round(pace / PACE_STEP) * PACE_STEP);

function check({ agentId, handled, handleSeconds }: HandledContacts): void {
  if (!(handled >= 0 && handleSeconds >= 0 && Number.isFinite(handleSeconds)))
    throw new RangeError(`the work of ${agentId} must be 0 contacts and 0 seconds or more`);
  if (handled === 0 && handleSeconds > 0)
    throw new RangeError(`${agentId} worked on no contact for ${handleSeconds} seconds`);
}
