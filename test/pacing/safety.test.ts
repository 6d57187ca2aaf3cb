import { describe, expect, it } from 'vitest';
import { PROVED_POLICY } from '../../src/pacing/pacing-policy.ts';
import { sampleSize } from '../support/sample-size.ts';
import { controlled, oneAnswerPerAgent, playOracle, playWindow } from './closed-loop.ts';
import { randomCampaign, randomCentre } from './random-campaign.ts';

// A centre's simulations serve all of its campaigns, which differ in answer rate, drift and luck.
const CENTRES = sampleSize(2, 100);
const CAMPAIGNS_PER_CENTRE = sampleSize(1, 10);
// An oracle plays a window up to a few times.
const ORACLES_PER_CENTRE = 2;
const { targetFraction } = PROVED_POLICY;

interface Played {
  readonly abandonedFraction: number;
  readonly occupancy: number;
}

function outcome({ abandoned, answers, busySeconds, onQueueSeconds }: ReturnType<typeof playWindow>): Played {
  return { abandonedFraction: abandoned / answers, occupancy: busySeconds / onQueueSeconds };
}

describe('a campaign whose ratio is chosen anew every half hour from what was seen, over a window of 30 days', () => {
  const played: Played[] = [];
  /** Occupancy that an oracle has more, in centres of 20 agents or more. */
  const lost: number[] = [];

  it.each(Array.from({ length: CENTRES }, (_, centre) => centre))('is played in random centre %d', (number) => {
    const centre = randomCentre(number);
    for (let i = 0; i < CAMPAIGNS_PER_CENTRE; i++) {
      const campaign = randomCampaign(centre, number * CAMPAIGNS_PER_CENTRE + i);
      const result = outcome(playWindow(centre, campaign, controlled(centre)));
      played.push(result);
      if (centre.agents < 20 || i >= ORACLES_PER_CENTRE) continue;
      lost.push(outcome(playOracle(centre, campaign)).occupancy - result.occupancy);
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

  it('keeps agents busy within 3 points of an oracle, who knows the true answer rate, from 20 agents up', () => {
    expect(lost.length).toBeGreaterThan(0);
    expect(Math.max(...lost)).toBeLessThan(0.03);
  });
});

describe('a campaign dialled at one answer per idle agent', () => {
  it('ends far above the target', () => {
    const centre = randomCentre(0);
    const { abandonedFraction } = outcome(playWindow(centre, randomCampaign(centre, 0), oneAnswerPerAgent));
    expect(abandonedFraction).toBeGreaterThan(2 * targetFraction);
  });
});
