import type { VolumeRecord } from '../../src/series/records.ts';

/** An instant in seconds from its UTC date, `2024-05-01` or `2024-05-01T10:30:00`. */
export function utc(text: string): number {
  return Date.parse(text.includes('T') ? `${text}Z` : `${text}T00:00:00Z`) / 1000;
}

/** A record of one hour of voice contacts in the queue `q1`, with what a test cares about put in. */
export function volumeRecord(fields: Partial<VolumeRecord> & Pick<VolumeRecord, 'intervalStart'>): VolumeRecord {
  return {
    intervalEnd: fields.intervalStart + 3600,
    queueId: 'q1',
    queueName: 'Support',
    mediaType: 'voice',
    conversations: 0,
    offered: 0,
    answered: 0,
    abandoned: 0,
    handleSeconds: 0,
    handled: 0,
    serviceLevelNumerator: 0,
    serviceLevelDenominator: 0,
    ...fields,
  };
}
