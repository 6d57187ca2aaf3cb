/** What the contract takes for the settings of predictive dialling: fractions, and a whole number of attempts. */
export const PREDICTIVE_BOUNDS = {
  answerRateFraction: { least: 0.1, most: 0.95 },
  abandonRateFraction: { least: 0, most: 1 },
  maxAttempts: { least: 1, most: Number.MAX_SAFE_INTEGER },
} as const;
