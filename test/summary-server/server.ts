import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod/mini';
import { faultPlan, faultReply } from '../genesys-server/fault.ts';
import { tokenIssuer } from '../genesys-server/oauth-token.ts';
import { problemLog } from '../genesys-server/problem-log.ts';
import { mediaTypeViolations, type ReceivedRequest, receive } from '../genesys-server/received-request.ts';
import { errorReply, Refusal, type Reply } from '../genesys-server/reply.ts';
import type { ContactServer } from '../genesys-server/server.ts';
import { send } from '../genesys-server/wire.ts';
import { agentForecast } from './agent-forecast.ts';
import { campaigns } from './campaigns.ts';
import { conversationDetails } from './conversation-details.ts';
import { conversationSummary } from './conversation-summary.ts';
import type { SummaryOperation, SummaryPaging } from './exchange.ts';
import { outboundSummary } from './outbound-summary.ts';
import { routingProfiles } from './routing-profiles.ts';
import type { SummaryCentre } from './summary-centre.ts';
import { formViolations, tokenReply } from './token-form.ts';

const TOKEN_PATH = '/oauth/token';
const TOKEN_LIFE_SECONDS = 3600;

export interface SummaryServerOptions extends SummaryCentre {
  /** A hundred items on a page when absent. */
  readonly paging?: SummaryPaging;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Epoch milliseconds, for token life; the machine's clock when absent. */
  readonly clock?: () => number;
}

/**
 * An organisation behind the contract of the tutorials, on 127.0.0.1. It is strict: a request that no tutorial sends is refused,
 * remembered, and told by `verify`.
 */
export async function startSummaryServer(options: SummaryServerOptions): Promise<ContactServer> {
  const { paging = { mostPerPage: 100 }, clock = Date.now } = options;
  const { clientId = 'client-id', clientSecret = 'client-secret' } = options;
  const client = { clientId, clientSecret };
  const tokens = tokenIssuer(client, TOKEN_LIFE_SECONDS, clock);
  const operations: readonly SummaryOperation[] = [
    conversationSummary(paging),
    conversationDetails(paging),
    outboundSummary(paging),
    agentForecast,
    ...campaigns(options.campaigns ?? []),
    ...routingProfiles(options.profiles ?? {}),
  ];
  const faults = faultPlan();
  const problems = problemLog();
  const requests: ReceivedRequest[] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const received = await receive(request);
    requests.push(received);
    const fault = faults.next(received);
    const instead = fault === undefined ? undefined : faultReply(fault);
    received.status = await send(response, instead ?? respond(received), fault, received);
  };

  const report = ({ method, path }: ReceivedRequest, violations: readonly string[]): void => {
    for (const violation of violations) problems.add(`${method} ${path}: ${violation}`);
  };

  const respond = (received: ReceivedRequest): Reply => {
    const { method, path } = received;
    if (method === 'POST' && path === TOKEN_PATH) {
      const violations = formViolations(received);
      report(received, violations);
      if (violations.length > 0) return errorReply(400, { message: violations.join('; ') });
      return tokenReply(received, client, TOKEN_LIFE_SECONDS, tokens.issue);
    }
    const operation = operations.find((one) => one.method === method && fits(one.path, path));
    if (operation === undefined) {
      report(received, ['unknown path']);
      return errorReply(404);
    }
    report(received, mediaTypeViolations(received));
    return tokens.check(received.headers.authorization) === 'valid' ? use(operation, received) : errorReply(401);
  };

  const use = (operation: SummaryOperation, received: ReceivedRequest): Reply => {
    try {
      return operation.answer({ ...received, origin: originOf() }, options);
    } catch (error) {
      if (error instanceof Refusal) {
        if (error.reply.status === 400) report(received, [error.message]);
        return error.reply;
      }
      const words = error instanceof z.core.$ZodError ? z.prettifyError(error) : String(error);
      report(received, [words]);
      return errorReply(error instanceof z.core.$ZodError ? 400 : 500, { message: words });
    }
  };

  const verify = (): void => {
    const complaints = [...problems.complaints(), ...faults.unused()];
    if (complaints.length > 0) throw new Error(['The summary server complains:', ...complaints].join('\n  '));
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      problems.add(`${request.method} ${request.url}: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const originOf = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    apiUrl: originOf(),
    loginUrl: originOf(),
    ...client,
    requests,
    inject: faults.add,
    expectProblem: problems.expect,
    issueToken: tokens.issue,
    verify,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      verify();
    },
  };
}

/** Whether a path is one of a template, whose segments in braces stand for any text. */
function fits(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/'), path.split('/')];
  return wanted.length === given.length && wanted.every((part, i) => part.startsWith('{') || part === given[i]);
}

/** What `use` gives for a server of its own, which is closed, and so verified, when `use` has ended well. */
export async function withSummaryServer<T>(
  options: SummaryServerOptions,
  use: (server: ContactServer) => Promise<T>,
): Promise<T> {
  const server = await startSummaryServer(options);
  const outcome = await use(server).catch(async (error: unknown) => {
    await server.close().catch(() => undefined);
    throw error;
  });
  await server.close();
  return outcome;
}
