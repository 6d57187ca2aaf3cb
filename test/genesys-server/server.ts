import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AggregateJobsPlan, aggregateJobs } from './aggregate-jobs.ts';
import { refusedAccess } from './authorization.ts';
import type { Centre } from './centre.ts';
import { findEndpoint, requestViolations } from './contract.ts';
import { conversationAggregates } from './conversation-aggregates.ts';
import { conversationDetails } from './conversation-details.ts';
import { type DetailJobsPlan, detailJobs } from './detail-jobs.ts';
import { faultPlan, faultReply, type Injection } from './fault.ts';
import { nameListings } from './name-listings.ts';
import { tokenIssuer } from './oauth-token.ts';
import { ownOrganization } from './organization.ts';
import { outboundCampaigns } from './outbound-campaigns.ts';
import { outboundSetup } from './outbound-setup.ts';
import { problemLog } from './problem-log.ts';
import { queueMembers } from './queue-members.ts';
import { queueObservations } from './queue-observations.ts';
import { rateLimit } from './rate-limit.ts';
import { mediaTypeViolations, type ReceivedRequest, receive } from './received-request.ts';
import { errorReply, Refusal, type Reply } from './reply.ts';
import type { Limits, Resource } from './resource.ts';
import { queueListing } from './routing-queues.ts';
import { type SkillBook, skillBook } from './skill-book.ts';
import { userAggregates } from './user-aggregates.ts';
import { userRoutingSkills } from './user-routing-skills.ts';
import { send } from './wire.ts';
import { workforceManagement } from './workforce-management.ts';

const TOKEN_PATH = '/oauth/token';

export interface GenesysServerOptions {
  readonly centre: Centre;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** A day when absent, as on the platform. */
  readonly tokenLifeSeconds?: number;
  /** Epoch milliseconds, for token life and rate limit; the machine's clock when absent. */
  readonly clock?: () => number;
  /** What the client's roles allow; everything when absent. */
  readonly permissions?: readonly string[];
  readonly limits?: Limits;
  /** How aggregate jobs go; they are done at once, with their results in one page, when absent. */
  readonly jobs?: AggregateJobsPlan;
  /** How detail jobs go; they are done at once when absent. */
  readonly detailJobs?: DetailJobsPlan;
  /** Requests per token and minute, beyond which 429 is answered; when absent nothing is refused. */
  readonly rateLimitPerMinute?: number;
}

/** A contact centre on 127.0.0.1, whatever contract it speaks. */
export interface ContactServer {
  /** Origin of the API host, without a slash at the end. */
  readonly apiUrl: string;
  /** Origin of the login host. */
  readonly loginUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Everything that was asked, in order of arrival. */
  readonly requests: readonly ReceivedRequest[];
  /** Lets requests fail. A fault that hits fewer requests than it says makes `verify` throw. */
  inject(injection: Injection): void;
  /**
   * States that one unknown path or departure from the contract will be seen, whose description holds `pattern`. `verify`
   * throws when it is not.
   */
  expectProblem(pattern: string | RegExp): void;
  /** A valid access token, for clients that are given one. */
  issueToken(): string;
  /** Throws when something unexpected was asked, or something expected was not. */
  verify(): void;
  /** Stops, then verifies. */
  close(): Promise<void>;
}

export interface GenesysServer extends ContactServer {
  /** The agents' skills as they are now, for those who look and for those who change them behind a client's back. */
  readonly skills: SkillBook;
}

/**
 * A Genesys Cloud organisation on 127.0.0.1: login host and API host in one, with the data of `centre`. It is strict: a
 * request that the published contract does not know is refused, remembered, and told by `verify`.
 */
export async function startGenesysServer(options: GenesysServerOptions): Promise<GenesysServer> {
  const { clientId = 'client-id', clientSecret = 'client-secret', tokenLifeSeconds = 86_400 } = options;
  const { clock = Date.now, limits = {} } = options;
  const tokens = tokenIssuer({ clientId, clientSecret }, tokenLifeSeconds, clock);
  const countRequest = rateLimit(options.rateLimitPerMinute, clock);
  const faults = faultPlan();
  const book = skillBook(options.centre);
  const resources: readonly Resource[] = [
    ownOrganization,
    queueListing,
    conversationAggregates,
    ...aggregateJobs(options.jobs ?? {}),
    ...outboundCampaigns(options.centre),
    ...outboundSetup,
    conversationDetails,
    ...detailJobs(options.detailJobs ?? {}),
    ...nameListings,
    queueMembers(book),
    ...userRoutingSkills(book),
    queueObservations,
    userAggregates,
    ...workforceManagement,
  ];
  const problems = problemLog();
  const requests: ReceivedRequest[] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const received = await receive(request);
    requests.push(received);
    const correlation = { 'ININ-Correlation-Id': correlationId(requests.length) };
    const fault = faults.next(received);
    const reply = respond(received, fault === undefined ? undefined : faultReply(fault));
    received.status = await send(
      response,
      { ...reply, headers: { ...correlation, ...reply.headers } },
      fault,
      received,
    );
  };

  /** The reply to a request; `instead` takes the place of what the host would say, but the request is judged all the same. */
  const respond = (received: ReceivedRequest, instead: Reply | undefined): Reply => {
    if (received.method === 'POST' && received.path === TOKEN_PATH) {
      const violations = tokens.violations(received);
      report(received, violations);
      return instead ?? tokens.answer(received, violations);
    }
    const endpoint = findEndpoint(received.method, received.path);
    const resource = resources.find(({ method, path }) => method === endpoint?.method && path === endpoint.path);
    if (endpoint === undefined || resource === undefined) {
      report(received, ['unknown path']);
      return instead ?? errorReply(404);
    }
    const violations = [
      ...mediaTypeViolations(received),
      ...requestViolations(endpoint, received.query, received.body),
    ];
    report(received, violations);
    const { authorization } = received.headers;
    const token = tokens.check(authorization);
    const rate = token === 'valid' ? countRequest(authorization ?? '') : undefined;
    const reply =
      instead ??
      refusedAccess(token, endpoint, options.permissions) ??
      rate?.refusal ??
      (violations.length > 0 ? errorReply(400, { message: violations.join('; ') }) : use(resource, received));
    return { ...reply, headers: { ...rate?.headers, ...reply.headers } };
  };

  const use = (resource: Resource, received: ReceivedRequest): Reply => {
    try {
      return resource.answer(received, options.centre, limits);
    } catch (error) {
      if (error instanceof Refusal) return error.reply;
      report(received, [`this server cannot answer: ${error instanceof Error ? error.message : String(error)}`]);
      return errorReply(500);
    }
  };

  const report = ({ method, path }: ReceivedRequest, violations: readonly string[]): void => {
    for (const violation of violations) problems.add(`${method} ${path}: ${violation}`);
  };

  const verify = (): void => {
    const complaints = [...problems.complaints(), ...faults.unused()];
    if (complaints.length > 0) throw new Error(['The Genesys server complains:', ...complaints].join('\n  '));
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      problems.add(`${request.method} ${request.url}: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    apiUrl: origin,
    loginUrl: origin,
    clientId,
    clientSecret,
    requests,
    skills: book,
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

/** Different for every request, the same in every run. */
const correlationId = (number: number): string => `c0ffee00-0000-4000-8000-${String(number).padStart(12, '0')}`;
