import { basename, dirname } from 'node:path';

/** What tells an organisation from others, by the folder of its journals: API host and organisation, or client where that may not be known. */
export const organisationName = (journals: string | undefined): string =>
  journals === undefined ? 'a recording' : `${basename(dirname(journals))}/${basename(journals)}`;
