import { describe, expect, it } from 'vitest';
import { PROVED_POLICY } from '../../src/pacing/pacing-policy.ts';
import { sampleSize } from '../support/sample-size.ts';
import { controlled, oneAnswerPerAgent, oracle, playWindow } from './closed-loop.ts';
import { randomCampaign, randomCentre } from './random-campaign.ts';

// A centre's simulations serve all of its campaigns, which differ in answer rate, drift and luck.
const CENTRES = sampleSize(2, 100);
const CAMPAIGNS_PER_CENTRE = sampleSize(1, 10);
const { targetFraction } = PROVED_POLICY;

interface Played {
  readonly abandonedFraction: number;
  readonly occupancy: number;
}

/** Occupancy that an oracle has more, for one campaign of a centre of 20 agents or more. */
interface Lost {
  readonly toSameRamp: number;
  readonly toNoRamp: number;
}

function play(...[centre, campaign, decide]: Parameters<typeof playWindow>): Played {
  const { abandoned, answers, busySeconds, onQueueSeconds } = playWindow(centre, campaign, decide);
  return { abandonedFraction: abandoned / answers, occupancy: busySeconds / onQueueSeconds };
}

describe('a campaign whose ratio is chosen anew every half hour from what was seen, over a window of 30 days', () => {
  const played: Played[] = [];
  const lost: Lost[] = [];

  it.each(Array.from({ length: CENTRES }, (_, centre) => centre))('is played in random centre %d', (number) => {
    const centre = randomCentre(number);
    for (let i = 0; i < CAMPAIGNS_PER_CENTRE; i++) {
      const campaign = randomCampaign(centre, number * CAMPAIGNS_PER_CENTRE + i);
      const result = play(centre, campaign, controlled(centre));
      played.push(result);
      if (centre.agents < 20 || i > 1) continue;
      lost.push({
        toSameRamp: play(centre, campaign, oracle(centre, true)).occupancy - result.occupancy,
        toNoRamp: play(centre, campaign, oracle(centre, false)).occupancy - result.occupancy,
      });
    }
    expect(played).toHaveLength((number + 1) * CAMPAIGNS_PER_CENTRE);
  });

  it('ends above its target in at most one window of a hundred', () => {
    expect(played).toHaveLength(CENTRES * CAMPAIGNS_PER_CENTRE);
    const above = played.filter(({ abandonedFraction }) => abandonedFraction > targetFraction);
    expect(above.length).toBeLessThanOrEqual(played.length / 100);
  });

  it('never ends above one and a half times its target', () => {
    expect(Math.max(...played.map(({ abandonedFraction }) => abandonedFraction))).toBeLessThan(1.5 * targetFraction);
  });

  it('keeps agents nearly as busy as an oracle with the same ramp, who knows the true answer rate', () => {
    expect(lost.length).toBeGreaterThan(0);
    const within = lost.filter(({ toSameRamp }) => toSameRamp < 0.03);
    expect(within.length).toBeGreaterThanOrEqual(0.98 * lost.length);
    expect(Math.max(...lost.map(({ toSameRamp }) => toSameRamp))).toBeLessThan(0.04);
  });

  // Steps of 10 % cost what no knowledge of the rate gives back: most of this oracle's lead is that it may jump, above all at the
  // start of a window, which begins at one call per agent.
  it('loses a few points to an oracle without a ramp', () => {
    expect(lost.reduce((sum, { toNoRamp }) => sum + toNoRamp, 0) / lost.length).toBeLessThan(0.05);
  });
});

describe('a campaign dialled at one answer per idle agent', () => {
  it('ends far above the target', () => {
    const centre = randomCentre(0);
    const { abandonedFraction } = play(centre, randomCampaign(centre, 0), oneAnswerPerAgent);
    expect(abandonedFraction).toBeGreaterThan(2 * targetFraction);
  });
});
