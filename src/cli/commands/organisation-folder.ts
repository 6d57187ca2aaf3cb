import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import type { Config } from '../../config/read-config.ts';
import { usageFailure } from '../../errors.ts';
import { writeFile } from '../../export/write-file.ts';
import type { ContactCentre } from '../../genesys/contact-centre.ts';
import { fileNameOf } from './file-name.ts';

/** Who asks which service: what tells one history from another when the organisation is not known. */
export interface ClientIdentity {
  readonly apiUrl: string;
  /** Contracts count differently, so their histories are kept apart. */
  readonly api: Config['api'];
  /** The OAuth client, absent for a ready token, which says nothing about its owner. */
  readonly clientId?: string;
}

const remembered = z.record(z.string(), z.string());

/**
 * The folder under `home` with the history, or the journals, of the organisation that the client belongs to: one per API host and
 * organisation, or OAuth client where the organisation may not be known. Once told it is remembered, so that later runs need
 * not ask. Without `centre` nobody is asked, and a client that is not remembered fails with exit code 2.
 */
export async function organisationFolder(
  home: string,
  content: 'history' | 'journals',
  { apiUrl, api, clientId }: ClientIdentity,
  centre: ContactCentre | undefined,
): Promise<string> {
  const host = `${fileNameOf(new URL(apiUrl).host)}${api === 'platform' ? '' : `~${api}`}`;
  const hostFolder = join(home, content, host);
  const file = join(home, 'history', host, 'organisations.json');
  const client = clientId === undefined ? undefined : `client-${hashOf(clientId)}`;
  const known = readRemembered(file);
  const own = client === undefined ? undefined : known[client];
  if (own !== undefined) return join(hostFolder, fileNameOf(own));
  if (centre === undefined) throw neverFetched();
  const organisation = (await centre.organisation())?.id ?? client;
  if (organisation === undefined) throw nameless();
  if (client !== undefined) {
    mkdirSync(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify({ ...known, [client]: organisation }, null, 2)}\n`);
  }
  return join(hostFolder, fileNameOf(organisation));
}

function readRemembered(file: string): Readonly<Record<string, string>> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw usageFailure(`cannot read ${file}`, 'make it readable for this user, or give --home another folder', error);
  }
  try {
    return remembered.parse(JSON.parse(text));
  } catch (error) {
    throw usageFailure(`${file} is damaged`, 'remove it; which organisation a client belongs to is asked again', error);
  }
}

/** The id may not be kept in clear beside the history. */
const hashOf = (clientId: string): string => createHash('sha256').update(clientId).digest('hex').slice(0, 32);

const neverFetched = () =>
  usageFailure(
    'there is no local history of this organisation',
    'run `gcforecast fetch` first, or leave out --no-fetch or --shard',
  );

const nameless = () =>
  usageFailure(
    'the organisation of the access token cannot be found out, so its history cannot be told from others',
    'give the OAuth client id and secret instead of a ready token, or use --home with a folder for this organisation and a role that may see it',
  );
