import type { ReceivedRequest } from './received-request.ts';
import { errorReply, type Reply } from './reply.ts';

/** A way in which network, gateway or service fail. */
export type Fault =
  /** An error of the service; its usual `ErrorBody` unless a body is given. */
  | { kind: 'status'; status: number; headers?: Readonly<Record<string, string>>; body?: unknown }
  /** The connection closes before the announced length has come. */
  | { kind: 'truncated' }
  /** The whole announced length comes, but it is half a JSON document. */
  | { kind: 'invalid-json' }
  /** A page for people, as gateways and captive portals send it. */
  | { kind: 'html'; status?: number }
  /** The connection is reset before any answer. */
  | { kind: 'reset' }
  /** What is asked is done, but the connection is reset instead of an answer. */
  | { kind: 'cut' }
  /** Nothing is done and nothing is said; the client has to lose patience. */
  | { kind: 'silence' }
  /** The true answer, later. */
  | { kind: 'delay'; ms: number }
  /** The true answer, with other bytes in its body. */
  | { kind: 'altered'; alter: (body: string, request: ReceivedRequest) => string }
  /** Valid JSON with status 200 that is not what the contract says. */
  | { kind: 'wrong-shape'; body: unknown };

/** A fault and the requests that it hits. */
export interface Injection {
  /** Any method when absent. */
  readonly method?: string;
  /** The whole path without query, or a pattern that is searched for in path and query. */
  readonly path: string | RegExp;
  /** How many requests are hit; 1 when absent. `Infinity` must hit at least one. */
  readonly times?: number;
  /** How many matching requests pass before the first hit. */
  readonly after?: number;
  readonly fault: Fault;
}

interface FaultPlan {
  add(injection: Injection): void;
  /** The fault that hits this request, if any; of several, the one that was added first. */
  next(request: ReceivedRequest): Fault | undefined;
  /** Injections that have hit fewer requests than they should. */
  unused(): string[];
}

export function faultPlan(): FaultPlan {
  const planned: { injection: Injection; passed: number; hits: number }[] = [];
  return {
    add(injection) {
      planned.push({ injection, passed: 0, hits: 0 });
    },
    next(request) {
      for (const one of planned) {
        const { times = 1, after = 0, fault } = one.injection;
        if (one.hits >= times || !matches(one.injection, request)) continue;
        if (one.passed++ < after) continue;
        one.hits++;
        return fault;
      }
      return undefined;
    },
    unused: () =>
      planned
        .filter(({ injection: { times = 1 }, hits }) => hits < (times === Number.POSITIVE_INFINITY ? 1 : times))
        .map(({ injection, hits }) => {
          const { method = 'any method', path, times = 1, fault } = injection;
          return `fault ${fault.kind} on ${method} ${path} hit ${hits} of ${times} requests`;
        }),
  };
}

function matches({ method, path: wanted }: Injection, { method: is, path, query }: ReceivedRequest): boolean {
  if (method !== undefined && method !== is) return false;
  return typeof wanted === 'string'
    ? wanted === path
    : (query.size === 0 ? path : `${path}?${query}`).search(wanted) >= 0;
}

/** What is said instead of the host's own reply; undefined for faults that hurt the host's own reply on its way. */
export function faultReply(fault: Fault): Reply | undefined {
  switch (fault.kind) {
    case 'status':
      return {
        ...errorReply(fault.status),
        headers: fault.headers ?? {},
        ...('body' in fault ? { body: fault.body } : {}),
      };
    case 'wrong-shape':
      return { status: 200, body: fault.body };
    case 'html':
      return { status: fault.status ?? 200 };
    case 'reset':
    case 'silence':
      return { status: 500 };
    default:
      return undefined;
  }
}
