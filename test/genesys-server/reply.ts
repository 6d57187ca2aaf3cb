/** An answer of the server before it is put on the wire. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; nothing is sent when absent. */
  readonly body?: unknown;
}

/** Thrown by a resource that refuses a request for a reason the platform would name. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply, message: string) {
    super(message);
    this.reply = reply;
  }
}

/** Code and message by status, in the platform's words where those are known. */
const PLATFORM_ERRORS = {
  400: ['bad.request', 'The request could not be understood by the server due to malformed syntax.'],
  401: ['bad.credentials', 'Invalid login credentials.'],
  403: ['not.authorized', 'You are not authorized to perform the requested action.'],
  404: ['not.found', 'The requested resource was not found.'],
  408: ['request.timeout', 'The request timed out.'],
  409: ['conflict', 'The resource was changed in between.'],
  413: ['request.entity.too.large', 'The request body is too large.'],
  415: ['unsupported.media.type', 'Unsupported Media Type - Unsupported or incorrect media type.'],
  429: ['too.many.requests', 'Rate limit exceeded the maximum requests within the window.'],
  500: [
    'internal.server.error',
    'The server encountered an unexpected condition which prevented it from fulfilling the request.',
  ],
  502: ['bad.gateway', 'Bad gateway.'],
  503: [
    'service.unavailable',
    'Service Unavailable - The server is currently unavailable (because it is overloaded or down for maintenance).',
  ],
  504: ['request.timeout', 'The request timed out.'],
} as const;

/** The platform's `ErrorBody` for a status, with its usual code and message unless others are given. */
export function errorReply(status: number, said: { code?: string; message?: string; fieldName?: string } = {}): Reply {
  const [code, message] =
    status in PLATFORM_ERRORS
      ? PLATFORM_ERRORS[status as keyof typeof PLATFORM_ERRORS]
      : [`status.${status}`, `Status ${status}.`];
  const details = said.fieldName === undefined ? [] : [{ errorCode: said.code ?? code, fieldName: said.fieldName }];
  return {
    status,
    body: { message: said.message ?? message, code: said.code ?? code, status, details, errors: [] },
  };
}

/** A 400 of the platform about one value of the request. */
export const badRequest = (message: string, fieldName: string, code = 'bad.request'): Refusal =>
  new Refusal(errorReply(400, { code, message, fieldName }), message);
