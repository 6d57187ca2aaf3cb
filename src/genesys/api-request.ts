/** A question to the API or a change at it, in the words of its wire contract. */
export interface ApiRequest {
  /** What is asked for or changed, as the object of "could not get" or "could not change": `the queues`. */
  readonly what: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the API's base URL, from `/api/v2` on. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: unknown;
  /** The permission that a role must grant for it; absent when none is documented. */
  readonly permission?: string;
}
