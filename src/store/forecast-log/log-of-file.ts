import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';

/** The folder for forecasts of a history file, below `home`: named after the file, and different for files of one name. */
export function logOfFile(home: string, path: string): string {
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 12);
  return join(home, 'forecasts', 'files', `${encodeURIComponent(basename(path)).slice(0, 80)}-${hash}`);
}
