/** Lengths of an interval. */
export const GRANULARITIES = ['P1D', 'PT1H', 'PT30M', 'PT15M'] as const;

/** What can be forecast. */
export const METRICS = ['offered', 'answered', 'abandoned', 'handle_seconds'] as const;

/** Media types of Genesys Cloud. */
export const MEDIA_TYPES = [
  'voice',
  'callback',
  'chat',
  'message',
  'email',
  'video',
  'cobrowse',
  'internalmessage',
] as const;
