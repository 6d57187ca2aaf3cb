import { usageFailure } from '../../../errors.ts';
import type { ContactCentre } from '../../../genesys/contact-centre.ts';
import type { SeriesDimension, VolumeBreakdown, VolumeCounts } from '../../../series/records.ts';

/** Options that speak of single queues and media types. */
interface BreakdownOptions {
  readonly by?: readonly SeriesDimension[];
  readonly queue?: readonly string[];
  readonly media?: readonly string[];
}

/** How finely the history has to be kept: together only where the service counts so, and nobody asks for parts. */
export function askedBreakdown(
  { by, queue, media }: BreakdownOptions,
  { tellsTogether }: ContactCentre,
): VolumeBreakdown {
  const asksForParts = (by ?? []).length > 0 || queue !== undefined || media !== undefined;
  return tellsTogether === true && !asksForParts ? 'together' : 'queue-media';
}

/** Fails with exit code 2 for a count that the service never tells. */
export function requireTold(count: keyof VolumeCounts, { untold = [] }: ContactCentre): void {
  if (!untold.includes(count)) return;
  throw usageFailure(
    `the service does not tell ${WORDS[count]} with this --api`,
    'forecast --metric offered, or leave out --api summary: the published API is the default',
  );
}

const WORDS: Readonly<Record<keyof VolumeCounts, string>> = {
  conversations: 'conversations',
  offered: 'offered contacts',
  answered: 'answered contacts',
  abandoned: 'abandoned contacts',
  handleSeconds: 'handle times',
  handled: 'handled contacts',
  serviceLevelNumerator: 'service levels',
  serviceLevelDenominator: 'service levels',
};
