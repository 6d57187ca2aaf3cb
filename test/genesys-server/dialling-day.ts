import type { OutboundCall } from './centre.ts';
import type { Stretch } from './duty-roster.ts';
import { exponentialMs, type Random } from './random.ts';

/** How a campaign dials, and what its contacts do. Times are milliseconds. */
export interface DiallingParameters {
  readonly mode: 'predictive' | 'power' | 'progressive' | 'preview' | 'agentless';
  /** Calls under way for each idle agent; lines for an agentless campaign. */
  readonly callsPerAgent: number;
  readonly meanTalkMs: number;
  readonly meanAcwMs: number;
}

export interface DutyAgent {
  readonly userId: string;
  /** When he is on queue, in order of time. */
  readonly stretches: readonly Stretch[];
}

const TICK_MS = 5_000;
/** A caller who hears nobody for longer hangs up. */
const PATIENCE_MS = 2_000;
const LONGEST_RING_MS = 30_000;

interface Outstanding {
  readonly call: { startMs: number; ringMs: number; isAnswered: boolean };
  readonly resolvedMs: number;
  /** Who waits for this very call, in preview mode. */
  readonly reserved?: number;
}

/**
 * One day of a campaign. Every five seconds the dialler tops up the calls under way to its ratio of the idle agents. An
 * answered call goes to the agent who has been free the longest; with nobody free within two seconds it is abandoned. In
 * preview mode an agent reads for half a minute and then waits for his own call. Each agent has one call at a time, so
 * handle times fit the agents on queue. `answerFraction` gives the chance of an answer at an instant. In order of start.
 */
export function dialDay(
  open: Stretch,
  agents: readonly DutyAgent[],
  parameters: DiallingParameters,
  answerFraction: (atMs: number) => number,
  random: Random,
): OutboundCall[] {
  const { mode, callsPerAgent, meanTalkMs, meanAcwMs } = parameters;
  const calls: OutboundCall[] = [];
  const freeAt = new Float64Array(agents.length);
  let outstanding: Outstanding[] = [];

  const isIdle = (agent: number, atMs: number): boolean =>
    freeAt[agent] <= atMs && agents[agent].stretches.some(([from, to]) => atMs >= from && atMs < to);
  const longestFree = (atMs: number): number => {
    let best = -1;
    for (let one = 0; one < agents.length; one++) {
      if (isIdle(one, atMs) && (best < 0 || freeAt[one] < freeAt[best])) best = one;
    }
    return best;
  };
  const place = (startMs: number, reserved?: number): void => {
    const isAnswered = random() < answerFraction(startMs);
    const ringMs = isAnswered ? answeredRing(random) : failedRing(random);
    const call = { startMs, ringMs, isAnswered };
    outstanding.push({ call, resolvedMs: startMs + ringMs, ...(reserved === undefined ? {} : { reserved }) });
  };
  const handle = (call: Outstanding['call'], agent: number, startMs: number): void => {
    const talkMs = exponentialMs(random, meanTalkMs);
    const acwMs = exponentialMs(random, meanAcwMs);
    freeAt[agent] = startMs + talkMs + acwMs;
    calls.push({ ...call, handling: { userId: agents[agent].userId, startMs, talkMs, acwMs } });
  };
  const resolve = ({ call, resolvedMs, reserved }: Outstanding): void => {
    if (reserved !== undefined) freeAt[reserved] = resolvedMs;
    if (!call.isAnswered || mode === 'agentless') {
      calls.push(call);
      return;
    }
    const now = reserved ?? longestFree(resolvedMs);
    const soon = now >= 0 ? now : longestFree(resolvedMs + PATIENCE_MS);
    if (soon >= 0) handle(call, soon, Math.max(resolvedMs, freeAt[soon]));
    else calls.push(call);
  };

  const [openMs, closeMs] = open;
  for (let atMs = openMs; atMs < closeMs || outstanding.length > 0; atMs += TICK_MS) {
    const due = outstanding.filter(({ resolvedMs }) => resolvedMs <= atMs);
    outstanding = outstanding.filter(({ resolvedMs }) => resolvedMs > atMs);
    for (const one of due.sort((a, b) => a.resolvedMs - b.resolvedMs)) resolve(one);
    if (atMs >= closeMs) continue;
    const idle = agents.flatMap((_, agent) => (isIdle(agent, atMs) ? [agent] : []));
    if (mode === 'preview') {
      for (const agent of idle) {
        const startMs = atMs + 20_000 + Math.floor(20_000 * random());
        if (startMs >= closeMs) continue;
        freeAt[agent] = Number.POSITIVE_INFINITY;
        place(startMs, agent);
      }
    } else {
      const wanted = Math.floor(mode === 'agentless' ? callsPerAgent : idle.length * callsPerAgent);
      for (let under = outstanding.length; under < wanted; under++) place(atMs + Math.floor(TICK_MS * random()));
    }
  }
  return calls.sort((a, b) => a.startMs - b.startMs);
}

const answeredRing = (random: Random): number =>
  Math.min(LONGEST_RING_MS - 1_000, 3_000 + exponentialMs(random, 9_000));

/** A third fails at once (busy, no such number), the rest rings until it is given up. */
const failedRing = (random: Random): number =>
  random() < 1 / 3 ? 500 + Math.floor(2_000 * random()) : LONGEST_RING_MS;
