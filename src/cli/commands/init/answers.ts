import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { usageFailure } from '../../../errors.ts';
import { hostsOf } from '../../../genesys/regions.ts';
import type { World } from '../../world.ts';
import { readText } from '../read-text.ts';
import { type Dialogue, openDialogue } from './dialogue.ts';
import type { InitOptions } from './options.ts';

/** What init needs to know. */
export interface Answers {
  /** Absent where both addresses are given. */
  readonly region?: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const CREDENTIAL = /^[!-~]+$/;

/**
 * What flags, secret file and, on a terminal, a person say. Fails with exit code 2 when something is missing where nobody can be asked,
 * naming all of it, when the person does not want the env file `path` replaced, and for a region or a credential that cannot be.
 */
export async function gatherAnswers(options: InitOptions, path: string, world: World): Promise<Answers> {
  const needsRegion = options.apiUrl === undefined || options.loginUrl === undefined;
  const secret = options.secretFile === undefined ? undefined : secretIn(resolve(world.cwd, options.secretFile));
  const isThere = existsSync(path) && options.force !== true;
  if (world.stderr.isTTY !== true) requireFlags(options, path, isThere, needsRegion);

  let dialogue: Dialogue | undefined;
  const terminal = (): Dialogue => {
    dialogue ??= openDialogue(world);
    return dialogue;
  };
  try {
    if (isThere && !isYes(await terminal().ask(`${path} is there already. Replace it? [y/N]`))) {
      throw usageFailure(`${path} is there already and stays as it is`, 'name another file with --env-file');
    }
    const region = needsRegion
      ? checkedRegion(
          options.region ?? (await terminal().ask('Region of the organisation (eu-west-1, mypurecloud.ie):')),
        )
      : undefined;
    const clientId = options.clientId ?? (await terminal().ask('OAuth client id:'));
    const clientSecret = secret ?? (await terminal().askHidden('OAuth client secret (is not shown):'));
    return {
      ...(region === undefined ? {} : { region }),
      clientId: checkedCredential(clientId, 'client id'),
      clientSecret: checkedCredential(clientSecret, 'client secret'),
    };
  } finally {
    dialogue?.end();
  }
}

function requireFlags(options: InitOptions, path: string, isThere: boolean, needsRegion: boolean): void {
  const missing = [
    needsRegion && options.region === undefined && '--region',
    options.clientId === undefined && '--client-id',
    options.secretFile === undefined && '--secret-file',
    isThere && `--force (${path} is there already)`,
  ].filter((flag) => typeof flag === 'string');
  if (missing.length === 0) return;
  throw usageFailure('init asks questions, and this is no terminal', `give ${missing.join(', ')}`);
}

const isYes = (answer: string): boolean => /^y(es)?$/i.test(answer);

function checkedRegion(region: string): string {
  hostsOf(region);
  return region.trim();
}

/** Of what a header can carry; the value is never repeated. */
function checkedCredential(text: string, what: string): string {
  if (CREDENTIAL.test(text)) return text;
  const words = text === '' ? 'is empty' : 'contains blanks or characters that no credential has';
  throw usageFailure(`the ${what} ${words}`, 'copy it again, whole and without blanks');
}

function secretIn(path: string): string {
  try {
    return readText(path).trim();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw usageFailure(`cannot read the secret file ${path}`, 'check --secret-file and its permissions', error);
  }
}
