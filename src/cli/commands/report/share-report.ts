import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../../../config/read-config.ts';
import { usageFailure } from '../../../errors.ts';
import type { ReportFile } from '../../../export/report-file.ts';
import { openBucket, type S3Settings } from '../../../export/s3.ts';
import { linkLifeSeconds, reportKey, s3Address } from '../../../export/s3-address.ts';
import { proxyUrlFor } from '../../../genesys/proxy.ts';
import type { ReportDefinition } from '../../../reporting/definition.ts';
import { isoInstant } from '../../../series/iso-instant.ts';
import type { World } from '../../world.ts';
import type { Reporting } from '../log.ts';

/** Where a report is shared. */
export type SharePlace = NonNullable<ReportDefinition['s3']>;

const DEFAULT_LIFE = '24h';

/** Fails with exit code 2 for a place or a life that cannot be, before anything is asked or written. */
export function requireShareable({ to, expires }: SharePlace): void {
  s3Address(to);
  linkLifeSeconds(expires ?? DEFAULT_LIFE);
}

/** Uploads files that lie in `directory` and returns them with their links, each of which was tried. */
export async function shareReport(
  files: readonly ReportFile[],
  directory: string,
  periodStart: string,
  place: SharePlace,
  config: Config,
  world: World,
  { log, progress }: Reporting,
): Promise<ReportFile[]> {
  const address = s3Address(place.to);
  const bucket = await openBucket(
    settingsOf(place, address.bucket, config, world),
    (ms) => world.sleep(ms, world.signal),
    world.signal,
  );
  try {
    const keyed = files.map((file) => ({ file, key: reportKey(address, periodStart, file.path) }));
    for (const { file, key } of keyed) {
      progress.phase(`uploading ${file.path}`);
      await bucket.upload(join(directory, file.path), key, file);
    }
    const shared: ReportFile[] = [];
    const warnings = new Set<string>();
    for (const { file, key } of keyed) {
      progress.phase(`checking the link to ${file.path}`);
      const { url, expiresAtMs, warning } = await bucket.link(key, file);
      if (warning !== undefined) warnings.add(warning);
      shared.push({ ...file, url, expiresAt: isoInstant(expiresAtMs / 1000) });
    }
    for (const warning of warnings) log.warn({}, warning);
    return shared;
  } finally {
    bucket.close();
  }
}

function settingsOf(place: SharePlace, bucket: string, config: Config, { env, cwd }: World): S3Settings {
  const endpoint = place.endpoint ?? env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL'];
  const region =
    place.region ??
    env['AWS_REGION'] ??
    env['AWS_DEFAULT_REGION'] ??
    (endpoint === undefined ? undefined : 'us-east-1');
  const keys = keysIn(env);
  const proxyUrl = proxyUrlFor(new URL(endpoint ?? `https://${bucket}.s3.amazonaws.com`), env);
  return {
    bucket,
    linkSeconds: linkLifeSeconds(place.expires ?? DEFAULT_LIFE),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
    ...(keys === undefined ? {} : { keys }),
    ...(place.encryption === undefined ? {} : { encryption: place.encryption }),
    ...(proxyUrl === undefined ? {} : { proxyUrl }),
    ...(config.caFile === undefined ? {} : { caPem: readAuthorities(resolve(cwd, config.caFile)) }),
  };
}

function keysIn(env: World['env']): S3Settings['keys'] {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = env;
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

function readAuthorities(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw usageFailure(
      `cannot read the certificate authorities in ${path}`,
      'check --ca-file or GCFORECAST_CA_FILE',
      error,
    );
  }
}
