/** Names in lower case. */
export type ReplyHeaders = Readonly<Record<string, string>>;

/** A reply with a 2xx status and a JSON body. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: ReplyHeaders;
  readonly body: unknown;
}

/** A complete reply with any other status. `body` is undefined when it is no JSON. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly status: number;
  readonly headers: ReplyHeaders;
  readonly body: unknown;
}

export type NoAnswerReason =
  | 'unknown-host'
  | 'unreachable'
  | 'reset'
  | 'timeout'
  | 'truncated'
  | 'not-json'
  | 'html'
  | 'untrusted-certificate';

/** Nothing came that can be used. `detail` is the technical name of the trouble, such as `ECONNRESET`. */
export interface NoAnswer {
  readonly kind: 'no-answer';
  readonly reason: NoAnswerReason;
  readonly detail: string;
}

export type Outcome = Answer | Refusal | NoAnswer;

export type Unsuccessful = Refusal | NoAnswer;

/**
 * A request that got no answer after all the tries it deserved. It carries what came last and nothing of the request, so
 * that it can stand as the cause of a Failure without showing a credential.
 */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
  readonly last: Unsuccessful;
  readonly tries: number;

  constructor(last: Unsuccessful, tries: number) {
    super(last.kind === 'refusal' ? `status ${last.status}` : `${last.reason} (${last.detail})`);
    this.last = last;
    this.tries = tries;
  }
}

/** Troubles in which no byte of the request has left. */
const NEVER_SENT = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED'];

/** Whether a request that ended like this has certainly changed nothing at the service. */
export function changedNothing(outcome: Unsuccessful): boolean {
  if (outcome.kind === 'no-answer') return NEVER_SENT.includes(outcome.detail);
  return outcome.status < 500 && outcome.status !== 408;
}

/** Whether the request behind an error may have been carried out all the same: its answer was lost, not its effect. */
export function mayHaveActed(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error instanceof Unanswered ? !changedNothing(error.last) : mayHaveActed(error.cause);
}

/** The refusal behind an error, when the service refused and did not merely fail to answer. */
export function refusalBehind(error: unknown): Refusal | undefined {
  if (!(error instanceof Error)) return undefined;
  if (!(error instanceof Unanswered)) return refusalBehind(error.cause);
  return error.last.kind === 'refusal' ? error.last : undefined;
}
