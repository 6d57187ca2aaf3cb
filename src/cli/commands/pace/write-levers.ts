import { Failure } from '../../../errors.ts';
import type { Campaign, Dialler } from '../../../genesys/dialler.ts';
import { appendToJournal, type JournalLevers } from '../../../store/lever-journal.ts';

const NAMES = ['maxCallsPerAgent', 'abandonRateFraction', 'answerRateFraction', 'maxAttempts'] as const;

/** A change of levers, as it is to happen and to be journalled. */
export interface LeverChange {
  readonly campaign: Pick<Campaign, 'id' | 'name'>;
  readonly organisation: string;
  readonly purpose: 'apply' | 'rollback';
  readonly before: JournalLevers;
  readonly after: JournalLevers;
}

/**
 * Sets levers with a line in the journal before and after: before the service is asked, the line is on the disk. What was read back must be
 * what was wanted; else Failure with exit code 6, and the journal has what is there now.
 */
export async function writeLevers(
  dialler: Dialler,
  change: LeverChange,
  journal: string,
  nowMs: () => number,
): Promise<JournalLevers> {
  const at = () => new Date(nowMs()).toISOString();
  const { id, name } = change.campaign;
  appendToJournal(journal, { event: 'writing', at: at(), ...change, campaign: { id, name } });
  let campaign: Campaign;
  try {
    campaign = await dialler.setLevers(change.campaign.id, change.after);
  } catch (error) {
    appendToJournal(journal, {
      event: 'failed',
      at: at(),
      message: error instanceof Error ? error.message : 'unknown',
    });
    throw error;
  }
  const readBack = leversNamed(campaign, change.after);
  appendToJournal(journal, { event: 'written', at: at(), readBack });
  if (areSame(readBack, change.after)) return readBack;
  throw new Failure(
    `the campaign ${campaign.name} has other levers than were set: ${JSON.stringify(readBack)} instead of ${JSON.stringify(change.after)}`,
    {
      code: 'GCF-READ-BACK',
      exitCode: 6,
      hint: `look at the campaign; gcforecast pace --rollback ${journal} sets back what was there before`,
    },
  );
}

/** Those of a campaign's levers that a change names. */
export function leversNamed({ levers }: Campaign, named: JournalLevers): JournalLevers {
  return Object.fromEntries(
    NAMES.filter((name) => named[name] !== undefined && levers[name] !== undefined).map((name) => [name, levers[name]]),
  );
}

/** Whether two sets of levers are the same; the service may keep numbers in single precision. */
export const areSame = (a: JournalLevers, b: JournalLevers): boolean =>
  NAMES.every((name) => {
    const [one, other] = [a[name], b[name]];
    return (
      one === other || (one !== undefined && other !== undefined && Math.abs(one - other) <= 1e-6 * Math.abs(other))
    );
  });
