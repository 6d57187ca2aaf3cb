import type { Config } from '../../../config/read-config.ts';
import { Failure } from '../../../errors.ts';
import { type Client, createClient } from '../../../genesys/client.ts';
import type { ReplyHeaders } from '../../../genesys/outcome.ts';
import { ownOrganisation } from '../../../genesys/platform/organisation.ts';
import { listQueues } from '../../../genesys/platform/queues.ts';
import { noRetries } from '../../../genesys/retry.ts';
import type { Queue } from '../../../series/records.ts';
import type { EpochSeconds } from '../../../series/time-zone.ts';
import type { World } from '../../world.ts';
import type { LiveClientOptions } from '../live-client-options.ts';
import { type Check, checked, failed, notChecked, ok } from './check.ts';
import { clockCheck } from './clock-check.ts';
import { permissionChecks } from './permission-checks.ts';
import { rateLimitCheck } from './rate-limit-check.ts';
import type { ServiceCommand } from './service-command.ts';

/** Which contract is spoken, and what it has to be told since it lists nothing. */
type Contract = Pick<Config, 'api' | 'defaultCampaign' | 'defaultSkill'>;

/** Small questions are answered at once, and somebody is waiting. */
const LONGEST_MS = 20_000;

/** Login, clock, what the commands ask of the contract, and rate limit, by small questions that are asked once each. */
export async function serviceChecks(
  live: LiveClientOptions,
  config: Contract,
  commands: readonly ServiceCommand[],
  world: World,
): Promise<Check[]> {
  const heard: { headers: ReplyHeaders; atMs: number }[] = [];
  const client = createClient({
    timeoutMs: LONGEST_MS,
    ...live,
    // Without a home: a token that an earlier run has kept would hide that the secret is wrong by now.
    retriesFor: noRetries,
    onReply: (headers) => heard.push({ headers, atMs: world.nowMs() }),
  });
  const login = await checked('login', () =>
    config.api === 'platform' ? loginCheck(client) : tokenCheck(client, live),
  );
  const [first] = heard;
  const clock = first === undefined ? notChecked('clock', 'no reply has come') : clockCheck(first.headers, first.atMs);
  if (login.status === 'failed') return [login, clock, notChecked('queues, permissions, rate limit', 'no login')];

  const asOf = Math.floor(world.nowMs() / 1000);
  const answers =
    config.api === 'platform'
      ? await platformChecks(client, commands, asOf)
      : await otherContractChecks(client, config, commands, asOf);
  const told = heard.map(({ headers }) => headers).filter((headers) => 'inin-ratelimit-count' in headers);
  return [login, clock, ...answers, rateLimitCheck(told.at(-1) ?? {}, told.length)];
}

async function platformChecks(
  client: Client,
  commands: readonly ServiceCommand[],
  asOf: EpochSeconds,
): Promise<Check[]> {
  const queues = await visibleQueues(client);
  return [queues.check, ...(await permissionChecks(commands, { client, queueId: queues.first?.id, asOf }))];
}

/** The contract of summaries is loaded only where it is spoken. */
async function otherContractChecks(
  client: Client,
  { defaultCampaign: campaignId, defaultSkill: skillId }: Contract,
  commands: readonly ServiceCommand[],
  asOf: EpochSeconds,
): Promise<Check[]> {
  const { summaryChecks } = await import('./summary-checks.ts');
  return summaryChecks(commands, { client, asOf, campaignId, skillId });
}

/** A contract that does not tell whose client it is shows a login by the token alone. */
async function tokenCheck(client: Client, { credentials }: LiveClientOptions): Promise<Check> {
  if ('accessToken' in credentials) return notChecked('login', 'a ready token shows only when it is used');
  await client.login();
  return ok('login', 'accepted: a token was given');
}

async function loginCheck(client: Client): Promise<Check> {
  const organisation = await ownOrganisation(client);
  if (organisation === undefined)
    return ok('login', 'accepted; the organisation does not tell its name to this client');
  return ok('login', `accepted by ${organisation.name ?? 'the organisation'} (${organisation.id})`);
}

async function visibleQueues(client: Client): Promise<{ check: Check; first?: Queue }> {
  let first: Queue | undefined;
  const check = await checked('queues', async () => {
    let count = 0;
    for await (const queue of listQueues(client)) {
      first ??= queue;
      count++;
    }
    return count === 0 ? failed('queues', noQueues()) : ok('queues', `${count} visible`);
  });
  return first === undefined ? { check } : { check, first };
}

const noQueues = (): Failure =>
  new Failure('the client sees no queue', {
    code: 'GCF-PERMISSION',
    exitCode: 3,
    hint: 'Grant a role of the OAuth client routing:queue:view in every division whose queues are to be seen (Admin > Integrations > OAuth > Roles).',
  });
