import { describe, expect, it } from 'vitest';
import { PROVED_POLICY } from '../../src/pacing/pacing-policy.ts';
import { sampleSize } from '../support/sample-size.ts';
import {
  campaignCentre,
  controlled,
  oneAnswerPerAgent,
  oracle,
  randomCampaign,
  runWindow,
  type WindowResult,
} from './closed-loop.ts';

const CAMPAIGNS = sampleSize(4, 1000);
const PER_BLOCK = 50;
const { targetFraction } = PROVED_POLICY;

interface Result {
  readonly campaign: ReturnType<typeof randomCampaign>;
  readonly abandoned: number;
  /** Occupancy that an oracle has more, with the same ramp and with none; undefined below 20 agents. */
  readonly lost: { readonly ramped: number; readonly free: number } | undefined;
}

const abandonedFraction = ({ answers, abandoned }: WindowResult): number => abandoned / answers;
const occupancyOf = ({ busySeconds, onQueueSeconds }: WindowResult): number => busySeconds / onQueueSeconds;

function playCampaign(seed: number): Result {
  const campaign = randomCampaign(seed);
  const { model, search } = campaignCentre(campaign);
  const window = runWindow(campaign, model, controlled(search));
  const more = (isRamped: boolean) =>
    occupancyOf(runWindow(campaign, model, oracle(search, isRamped))) - occupancyOf(window);
  const lost = campaign.agents < 20 ? undefined : { ramped: more(true), free: more(false) };
  return { campaign, abandoned: abandonedFraction(window), lost };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(share * values.length) - 1];

describe('a campaign whose ratio is chosen anew every half hour from what was seen, over a window of 30 days', () => {
  const results: Result[] = [];
  const blocks = Array.from({ length: Math.ceil(CAMPAIGNS / PER_BLOCK) }, (_, block) => block * PER_BLOCK);

  it.each(blocks)('plays random campaigns from number %d on', (first) => {
    for (let seed = first; seed < Math.min(first + PER_BLOCK, CAMPAIGNS); seed++) results.push(playCampaign(seed));
    expect(results).toHaveLength(Math.min(first + PER_BLOCK, CAMPAIGNS));
  });

  it('ends above its target in at most one window of a hundred', () => {
    expect(results).toHaveLength(CAMPAIGNS);
    const above = results.filter(({ abandoned }) => abandoned > targetFraction);
    expect(above.length).toBeLessThanOrEqual(CAMPAIGNS / 100);
  });

  it('never ends above one and a half times its target', () => {
    expect(Math.max(...results.map(({ abandoned }) => abandoned))).toBeLessThan(1.5 * targetFraction);
  });

  it('keeps agents nearly as busy as one who knows the true answer rate and has the same ramp', () => {
    const lost = results.flatMap(({ lost }) => (lost === undefined ? [] : [lost.ramped]));
    expect(lost.length).toBeGreaterThan(CAMPAIGNS / 3);
    expect(Math.max(...lost)).toBeLessThan(0.03);
  });

  // Steps of 10 % up cost what no knowledge of the rate gives back: most of an oracle's lead is that it jumps.
  it('loses a few points to one who may jump to any ratio at once', () => {
    const lost = results.flatMap(({ lost }) => (lost === undefined ? [] : [lost.free]));
    console.log({
      campaigns: results.length,
      above: results.filter(({ abandoned }) => abandoned > targetFraction).length,
      highest: quantile(
        results.map(({ abandoned }) => abandoned),
        1,
      ),
      meanAbandoned: mean(results.map(({ abandoned }) => abandoned)),
      ramped: [0.5, 0.9, 0.99, 1].map((share) =>
        quantile(
          results.flatMap(({ lost }) => lost?.ramped ?? []),
          share,
        ),
      ),
      free: [0.5, 0.9, 0.99, 1].map((share) => quantile(lost, share)),
      meanFree: mean(lost),
    });
    expect(mean(lost)).toBeLessThan(0.04);
  });
});

describe('a campaign dialled at one answer per idle agent', () => {
  it('ends far above the target in the same windows', () => {
    const campaign = randomCampaign(2);
    const { model } = campaignCentre(campaign);
    expect(abandonedFraction(runWindow(campaign, model, oneAnswerPerAgent))).toBeGreaterThan(3 * targetFraction);
  });
});
