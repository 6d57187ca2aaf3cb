import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { usageFailure } from '../../../errors.ts';
import { inspectStore } from '../../../store/volumes/inspect-store.ts';
import { requireFreeLock } from '../../../store/writer-lock.ts';
import { type Check, checked, failed, ok } from './check.ts';

/** Whether `home` can be used, and for each history in it: its ledgers, its month files, its lock. Changes nothing. */
export async function storeChecks(home: string): Promise<Check[]> {
  const folder = await checked('data directory', () => homeCheck(home));
  if (folder.status === 'failed') return [folder];
  const stores = await Promise.all(historiesIn(join(home, 'history')).map(historyChecks));
  return [folder, ...stores.flat()];
}

function homeCheck(home: string): Check {
  if (existsSync(home)) {
    requireAccess(home, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok('data directory', `${home} can be read and written`);
  }
  requireAccess(nearestFolder(home), constants.W_OK | constants.X_OK);
  return ok('data directory', `${home} is not there yet and can be made`);
}

function requireAccess(path: string, mode: number): void {
  try {
    accessSync(path, mode);
  } catch (error) {
    throw usageFailure(`cannot read and write ${path}`, 'Give --home a folder that you may write to.', error);
  }
}

const nearestFolder = (path: string): string => (existsSync(path) ? path : nearestFolder(dirname(path)));

/** One folder for each organisation, below one for each API host. */
function historiesIn(folder: string): string[] {
  const foldersIn = (path: string): string[] =>
    existsSync(path)
      ? readdirSync(path, { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => join(path, name))
      : [];
  return foldersIn(folder).flatMap(foldersIn);
}

async function historyChecks(root: string): Promise<Check[]> {
  const name = `history ${root}`;
  const lock = await checked(`${name}, lock`, () => {
    requireFreeLock(join(root, 'writer.lock'));
    return ok(`${name}, lock`, 'nobody is writing');
  });
  const { dataSets, months, damage } = await inspectStore(root);
  if (damage.length > 0) return [lock, ...damage.map((failure) => failed(name, failure))];
  return [lock, ok(name, `data sets: ${dataSets}, months: ${months}, each as its ledger says`)];
}
