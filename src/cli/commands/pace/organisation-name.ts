import { basename, dirname } from 'node:path';
import type { OpenDialler } from './open-dialler.ts';

/** What tells this organisation from others: API host and organisation, or client where that may not be known. */
export const organisationName = ({ journals }: Pick<OpenDialler, 'journals'>): string =>
  journals === undefined ? 'a recording' : `${basename(dirname(journals))}/${basename(journals)}`;
