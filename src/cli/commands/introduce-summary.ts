import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { usageFailure } from '../../errors.ts';
import type { Logger } from '../terminal/logger.ts';

/** Says once per `home` that the contract of summaries is not the usual one. */
export function introduceSummary(home: string, log: Logger): void {
  const mark = join(home, 'summary-introduced');
  if (existsSync(mark)) return;
  log.warn(
    {},
    '--api summary speaks the contract of the tutorials, for gateways that offer it; the published Genesys Cloud API is the default (--api platform)',
  );
  try {
    mkdirSync(home, { recursive: true });
    writeFileSync(mark, '');
  } catch (error) {
    throw usageFailure(`cannot write ${mark}`, 'give --home a folder that you may write to', error);
  }
}
