import type { Centre } from './centre.ts';
import type { Reply } from './reply.ts';

/** What the organisation's administrators and the platform's operators have set. */
export interface Limits {
  /** Longest interval of one aggregate query in days; no limit when absent. */
  readonly maxIntervalDays?: number;
  /** Longest interval of one aggregate job in days; no limit when absent. */
  readonly maxJobIntervalDays?: number;
  /** The present for what is told of now, in epoch milliseconds; the end of the history when absent. */
  readonly presentMs?: number;
  /** How many results of a detail query pages show; 100,000 when absent. */
  readonly resultWindow?: number;
  /** Largest page of a listing; 500 when absent. */
  readonly pageSizeMax?: number;
}

/** A request that is authorised and keeps the contract. */
export interface ResourceRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** One operation that the server can answer; `path` is the template of the published API. */
export interface Resource {
  readonly method: string;
  readonly path: string;
  answer(request: ResourceRequest, centre: Centre, limits: Limits): Reply;
}
