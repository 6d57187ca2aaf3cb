import { dataFailure } from '../../../errors.ts';
import type { PatienceEvidence } from '../../../export/staffing-result.ts';
import { exponentialPatienceSeconds, patienceCurve } from '../../../simulation/patience.ts';
import { readWaitFile } from '../../../store/wait-file.ts';
import type { World } from '../../world.ts';
import { inputPath } from '../input-path.ts';
import type { StaffOptions } from './options.ts';

/** How long contacts wait before they give up. */
export interface Patience {
  readonly meanSeconds: number;
  /** Only when it was estimated from waits. */
  readonly evidence?: PatienceEvidence;
}

/**
 * The patience that is given, or the one that a file of waits tells: all waiting over those who gave up. Undefined when nobody gives up.
 * Fails with exit code 5 when nobody in the file gave up.
 */
export async function patienceOf(
  { patience, patienceFrom }: StaffOptions,
  world: World,
): Promise<Patience | undefined> {
  if (patience !== undefined) return { meanSeconds: patience };
  if (patienceFrom === undefined) return undefined;
  const source = inputPath(patienceFrom, world);
  const { waitSeconds, abandoned } = await readWaitFile(source, world.stdin);
  const gaveUp = abandoned.reduce((sum, one) => sum + one, 0);
  const waited = waitSeconds.reduce((sum, seconds) => sum + seconds, 0);
  const meanSeconds = waited === 0 ? undefined : exponentialPatienceSeconds(waited, gaveUp);
  if (meanSeconds === undefined)
    throw dataFailure(
      gaveUp === 0 ? `nobody in ${patienceFrom} gave up` : `nobody in ${patienceFrom} waited`,
      'give the waits of a time with abandoned contacts, or a patience in seconds: --patience 120',
    );
  const curve = patienceCurve(waitSeconds, abandoned);
  const half = curve.patientFraction.findIndex((fraction) => fraction <= 0.5);
  return {
    meanSeconds,
    evidence: {
      contacts: waitSeconds.length,
      abandoned: gaveUp,
      ...(half < 0 ? {} : { medianSeconds: curve.seconds[half] }),
    },
  };
}
