import type { PacingPlan } from './pacing-plan.ts';

export type Lever = PacingPlan['levers'][number];

/** What a campaign has set; what it has not is absent. */
export interface CampaignSettings {
  /** `agentless`, `preview`, `power`, `predictive`, `progressive` or `external`. */
  readonly dialingMode: string;
  readonly maxCallsPerAgent?: number;
  readonly abandonRateFraction?: number;
  readonly outboundLineCount?: number;
}

/** What they should be, with the reason of each. */
export interface WantedSettings {
  readonly maxCallsPerAgent: { readonly value: number; readonly reason: string };
  /** Absent where it stays as it is. */
  readonly abandonRateFraction: { readonly value: number; readonly reason: string } | undefined;
}

type LeverName = Lever['name'];

/**
 * Which settings a dialling mode listens to. Lines are none of them: how many a trunk has is not for a plan to say.
 * a ratio is fixed in power mode and a ceiling in predictive mode.
 */
const LEVERS_OF_MODE: Readonly<Record<string, readonly LeverName[]>> = {
  power: ['maxCallsPerAgent', 'abandonRate'],
  predictive: ['maxCallsPerAgent', 'abandonRate'],
  progressive: ['abandonRate'],
};

/** The settings of a campaign before and after; none in a mode that has no pacing to set. */
export function pacingLevers(current: CampaignSettings, wanted: WantedSettings): readonly Lever[] {
  const lever = (
    name: LeverName,
    unit: Lever['unit'],
    before: number | undefined,
    after: { readonly value: number; readonly reason: string } | undefined,
  ): Lever[] =>
    leversOfMode(current.dialingMode).includes(name) && after !== undefined
      ? [{ name, before: before ?? null, after: after.value, unit, reason: after.reason }]
      : [];
  return [
    ...lever('maxCallsPerAgent', 'calls per idle agent', current.maxCallsPerAgent, wanted.maxCallsPerAgent),
    ...lever('abandonRate', 'fraction of answered calls', current.abandonRateFraction, wanted.abandonRateFraction),
  ];
}

/** Why a mode lacks levers, or has fewer; undefined when it has all. */
export function modeLimits(dialingMode: string): string | undefined {
  const levers = leversOfMode(dialingMode);
  if (levers.length === 0) return `${dialingMode} dialling has no pacing to set`;
  return levers.includes('maxCallsPerAgent') ? undefined : `${dialingMode} dialling always rings one call per agent`;
}

/** Names of the settings that a dialling mode listens to; none for a mode that is not paced, or not known. */
export const leversOfMode = (dialingMode: string): readonly LeverName[] =>
  Object.hasOwn(LEVERS_OF_MODE, dialingMode) ? LEVERS_OF_MODE[dialingMode] : [];
