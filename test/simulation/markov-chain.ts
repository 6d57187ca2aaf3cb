import { stationaryDistribution, type Transition } from './stationary-distribution.ts';

/** A group of agents in a chain: handle times are exponential with the group's own mean, whatever the contact type. */
interface ChainGroup {
  readonly agents: number;
  readonly meanHandleSeconds: number;
  /** Per contact type, undefined when the group may not take it; higher is asked first. */
  readonly rank: readonly (number | undefined)[];
}

interface ChainType {
  readonly arrivalsPerSecond: number;
  readonly meanPatienceSeconds: number;
}

export interface Chain {
  readonly types: readonly ChainType[];
  readonly groups: readonly ChainGroup[];
  /** `first`: type 0 before type 1 always; `arrival`: whoever waits longest. */
  readonly waitingOrder: 'first' | 'arrival';
  readonly mostWaiting: number;
}

/** Idle agents by their group, longest idle first; waiting contacts by their type, longest wait first. */
interface State {
  readonly idle: readonly number[];
  readonly waiting: readonly number[];
}

export interface ChainMeasures {
  /** By contact type. */
  readonly immediateFraction: readonly number[];
  readonly abandonedFraction: readonly number[];
  readonly meanWaitSeconds: readonly number[];
  /** By group. */
  readonly occupancyFraction: readonly number[];
  /** Probability of the states at the limit of waiting contacts, beyond which arrivals are lost. */
  readonly atLimit: number;
}

/**
 * The centre as a continuous-time Markov chain, solved numerically. Contacts that find an able agent idle take the one of highest
 * rank, then the longest idle; agents who get free take by the waiting order among what they may.
 */
export function solveChain(chain: Chain): ChainMeasures {
  const { states, transitions } = reachable(chain);
  const probability = stationaryDistribution(states.length, transitions);
  const expected = (value: (state: State) => number): number =>
    states.reduce((sum, state, i) => sum + probability[i] * value(state), 0);
  const waiting = chain.types.map((_, type) => expected((state) => count(state.waiting, type)));
  return {
    immediateFraction: chain.types.map((_, type) => expected((state) => (chosenIdle(chain, state, type) < 0 ? 0 : 1))),
    abandonedFraction: chain.types.map(
      ({ arrivalsPerSecond, meanPatienceSeconds }, type) => waiting[type] / meanPatienceSeconds / arrivalsPerSecond,
    ),
    meanWaitSeconds: chain.types.map(({ arrivalsPerSecond }, type) => waiting[type] / arrivalsPerSecond),
    occupancyFraction: chain.groups.map(
      ({ agents }, group) => 1 - expected((state) => count(state.idle, group)) / agents,
    ),
    atLimit: expected((state) => (state.waiting.length === chain.mostWaiting ? 1 : 0)),
  };
}

function reachable(chain: Chain): { states: State[]; transitions: Transition[] } {
  const states: State[] = [];
  const numbers = new Map<string, number>();
  const transitions: Transition[] = [];
  const numberOf = (state: State): number => {
    const canonical = canonicalState(chain, state);
    const key = `${canonical.idle.join()}|${canonical.waiting.join()}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, states.length);
    states.push(canonical);
    return states.length - 1;
  };
  numberOf({ idle: chain.groups.flatMap(({ agents }, group) => new Array<number>(agents).fill(group)), waiting: [] });
  for (let from = 0; from < states.length; from++)
    for (const { next, rate } of steps(chain, states[from])) transitions.push({ from, to: numberOf(next), rate });
  return { states, transitions };
}

/** Orders that make no difference are forgotten, so that there are fewer states. */
function canonicalState({ groups, types, waitingOrder }: Chain, { idle, waiting }: State): State {
  const ranksDiffer = types.every((_, type) => {
    const ranks = groups.flatMap(({ rank }) => rank[type] ?? []);
    return new Set(ranks).size === ranks.length;
  });
  return {
    idle: ranksDiffer ? [...idle].sort() : idle,
    waiting: waitingOrder === 'first' ? [...waiting].sort() : waiting,
  };
}

function steps(chain: Chain, state: State): { next: State; rate: number }[] {
  const found: { next: State; rate: number }[] = [];
  chain.types.forEach(({ arrivalsPerSecond, meanPatienceSeconds }, type) => {
    const place = chosenIdle(chain, state, type);
    if (place >= 0) found.push({ next: { ...state, idle: state.idle.toSpliced(place, 1) }, rate: arrivalsPerSecond });
    else if (state.waiting.length < chain.mostWaiting)
      found.push({ next: { ...state, waiting: [...state.waiting, type] }, rate: arrivalsPerSecond });
    state.waiting.forEach((other, at) => {
      if (other === type)
        found.push({ next: { ...state, waiting: state.waiting.toSpliced(at, 1) }, rate: 1 / meanPatienceSeconds });
    });
  });
  chain.groups.forEach(({ agents, meanHandleSeconds, rank }, group) => {
    const busy = agents - count(state.idle, group);
    if (busy === 0) return;
    const able = state.waiting.map((type, at) => ({ type, at })).filter(({ type }) => rank[type] !== undefined);
    if (chain.waitingOrder === 'first') able.sort((a, b) => a.type - b.type || a.at - b.at);
    const next =
      able.length === 0
        ? { ...state, idle: [...state.idle, group] }
        : { ...state, waiting: state.waiting.toSpliced(able[0].at, 1) };
    found.push({ next, rate: busy / meanHandleSeconds });
  });
  return found;
}

/** Place among the idle of the agent who takes a contact, -1 when it must wait. */
function chosenIdle({ groups }: Chain, { idle }: State, type: number): number {
  let chosen = -1;
  idle.forEach((group, place) => {
    const rank = groups[group].rank[type];
    if (rank === undefined) return;
    const best = chosen < 0 ? undefined : groups[idle[chosen]].rank[type];
    if (best === undefined || rank > best) chosen = place;
  });
  return chosen;
}

const count = (values: readonly number[], value: number): number =>
  values.reduce((sum, other) => sum + (other === value ? 1 : 0), 0);
