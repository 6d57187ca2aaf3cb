import { dataFailure, type Failure } from '../../../../errors.ts';
import type { MeasureOptions } from '../options.ts';

/** The failure of a measure without contacts: exit code 5. */
export const nobodyCame = (queues: number, { days }: MeasureOptions): Failure =>
  dataFailure(
    `no contact came to ${queues} queues in ${days} days`,
    'take in more --days or other queues, or look at the divisions of the OAuth client’s roles',
  );
