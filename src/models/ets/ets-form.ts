/** Which of error, trend and season add to the level and which are in proportion to it. */
export interface EtsForm {
  readonly error: 'additive' | 'multiplicative';
  readonly trend: 'none' | 'additive' | 'damped';
  readonly season: 'none' | 'additive' | 'multiplicative';
}

const TRENDS = ['none', 'additive', 'damped'] as const;

/** With additive errors a multiplicative season is left out: forecasts near zero make its variance explode. */
const ERRORS_AND_SEASONS = [
  { error: 'additive', season: 'none' },
  { error: 'multiplicative', season: 'none' },
  { error: 'additive', season: 'additive' },
  { error: 'multiplicative', season: 'additive' },
  { error: 'multiplicative', season: 'multiplicative' },
] as const;

/** The fifteen forms without a multiplicative trend that R's forecast::ets chooses from. */
export const ETS_FORMS: readonly EtsForm[] = ERRORS_AND_SEASONS.flatMap((parts) =>
  TRENDS.map((trend) => ({ ...parts, trend })),
);

const TREND_LETTERS = { none: 'N', additive: 'A', damped: 'Ad' };
const LETTERS = { none: 'N', additive: 'A', multiplicative: 'M' };

/** Error, trend and season by their letters in Hyndman et al. (2008), for example `MAdM`. */
export const nameOfForm = ({ error, trend, season }: EtsForm): string =>
  `${LETTERS[error]}${TREND_LETTERS[trend]}${LETTERS[season]}`;

/** Smoothing parameters and initial states that are estimated, without the variance. */
export function parameterCount({ trend, season }: EtsForm, period: number): number {
  const ofTrend = { none: 0, additive: 2, damped: 3 }[trend];
  return 2 + ofTrend + (season === 'none' ? 0 : period);
}
