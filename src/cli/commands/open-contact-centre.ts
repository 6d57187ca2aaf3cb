import { resolve } from 'node:path';
import type { Config } from '../../config/read-config.ts';
import { type Client, createClient, createReplayClient } from '../../genesys/client.ts';
import type { ContactCentre } from '../../genesys/contact-centre.ts';
import { createPlatform } from '../../genesys/platform/platform.ts';
import type { VolumeProgress } from '../../genesys/platform/volumes.ts';
import { openReplay } from '../../genesys/replay.ts';
import { isoInstant } from '../../series/iso-instant.ts';
import type { EpochSeconds } from '../../series/time-zone.ts';
import { version } from '../version.ts';
import type { World } from '../world.ts';
import type { GlobalOptions } from './global-options.ts';
import { introduceSummary } from './introduce-summary.ts';
import { type LiveClientOptions, liveClientOptions } from './live-client-options.ts';
import type { Reporting } from './log.ts';
import type { ClientIdentity } from './organisation-folder.ts';

/** A contact centre to ask, live or recorded, and the present as this run sees it. */
export interface OpenContactCentre {
  readonly centre: ContactCentre;
  /** For the parts of the service that only some commands ask. */
  readonly client: Client;
  /** The wire contract that both speak. */
  readonly api: Config['api'];
  readonly asOf: EpochSeconds;
  readonly timeZone: string;
  /** Who asks which service; absent under a replay. */
  readonly identity?: ClientIdentity;
  /** To be called when the run has succeeded: completes a recording. */
  finish(): Promise<void>;
}

/** Opens the organisation of the configuration, or the recording of `--replay`, whose time and time zone then hold. */
export async function openContactCentre(
  config: Config,
  options: GlobalOptions,
  world: World,
  reporting: Reporting,
): Promise<OpenContactCentre> {
  if (options.replay !== undefined)
    return openRecorded(resolve(world.cwd, options.replay), config, options, world, reporting);
  const asOf = options.asOf ?? Math.floor(world.nowMs() / 1000);
  if (config.api === 'summary') introduceSummary(config.home, reporting.log);
  const live = await liveClientOptions(config, world);
  const { hosts, credentials } = live;
  const client = openLive(live, config, options, world, reporting, asOf);
  return {
    centre: await centreOf(config.api, client, asOf, reporting),
    client,
    api: config.api,
    asOf,
    timeZone: config.timeZone,
    identity: {
      apiUrl: hosts.apiUrl,
      api: config.api,
      ...('clientId' in credentials ? { clientId: credentials.clientId } : {}),
    },
    finish: () => client.finishRecording(),
  };
}

async function openRecorded(
  directory: string,
  config: Config,
  options: GlobalOptions,
  world: World,
  reporting: Reporting,
): Promise<OpenContactCentre> {
  const replay = await openReplay(directory);
  const recordedZone = replay.notes['timeZone'];
  const recordedAsOf = replay.notes['asOf'];
  const client = createReplayClient(replay, world.signal);
  const api = replay.notes['api'] === 'summary' ? 'summary' : 'platform';
  const asOf = options.asOf ?? (recordedAsOf === undefined ? replay.recordedAt : Date.parse(recordedAsOf) / 1000);
  return {
    centre: await centreOf(api, client, asOf, reporting),
    client,
    api,
    asOf,
    timeZone: config.origins.timeZone === 'default' && recordedZone !== undefined ? recordedZone : config.timeZone,
    finish: async () => {},
  };
}

/** The contract of summaries is loaded only where it is spoken. */
async function centreOf(
  api: Config['api'],
  client: Client,
  asOf: EpochSeconds,
  reporting: Reporting,
): Promise<ContactCentre> {
  if (api === 'platform') return createPlatform(client, volumeProgress(reporting));
  const { createSummary } = await import('../../genesys/summary/summary.ts');
  return createSummary(client, asOf, (text) => reporting.log.warn({}, text));
}

function openLive(
  live: LiveClientOptions,
  config: Config,
  options: GlobalOptions,
  world: World,
  { log, progress }: Reporting,
  asOf: EpochSeconds,
): Client {
  const recording = options.record !== undefined && {
    directory: resolve(world.cwd, options.record),
    toolVersion: version,
    notes: {
      asOf: isoInstant(asOf),
      timeZone: config.timeZone,
      ...(config.api === 'platform' ? {} : { api: config.api }),
    },
  };
  return createClient({
    ...live,
    homeDirectory: config.home,
    ...(recording && { recording }),
    onWait: ({ waitMs, because }) => {
      progress.pause(`waiting ${Math.ceil(waitMs / 1000)} s because ${because}`);
      log.info({ waitMs }, `waiting because ${because}`);
    },
  });
}

/** Parts arrive out of order and some are halved: the line shows how many of the planned ones are in. */
function volumeProgress({ log, progress }: Reporting) {
  let learned: number | undefined;
  let unlisted = 0;
  return ({ partsDone, partsTotal, intervalsPerQuery, queuesListed, queuesUnlisted }: VolumeProgress) => {
    // A run may fetch several ranges, one after the other.
    if (partsDone === 1) progress.phase('fetching history', partsTotal);
    progress.advance();
    log.debug({ partsDone, partsTotal }, 'fetched a part of the history');
    if (intervalsPerQuery !== undefined && intervalsPerQuery !== learned) {
      learned = intervalsPerQuery;
      log.info({ intervalsPerQuery }, 'the service gives no more intervals per query');
    }
    unlisted = Math.max(unlisted, queuesUnlisted);
    if (partsDone === partsTotal && unlisted > 0) {
      log.warn(
        {},
        `${unlisted} queues with contacts are not among the ${queuesListed} that this client may list: they were deleted, or lie in divisions in which its roles are not granted; they have no names`,
      );
    }
  };
}
