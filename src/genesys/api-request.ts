/** A question to the API, in the words of its wire contract. */
export interface ApiRequest {
  /** What is asked for, as the object of "could not get": `the queues`. */
  readonly what: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the API's base URL, from `/api/v2` on. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  /** The permission that a role must grant for it; absent when none is documented. */
  readonly permission?: string;
}
