import { describe, expect, it } from 'vitest';
import { modeLimits, pacingLevers } from '../../src/pacing/levers.ts';

const wanted = {
  maxCallsPerAgent: { value: 3.4, reason: 'safe' },
  abandonRateFraction: { value: 0.025, reason: 'what the window allows' },
};

describe('levers of a campaign', () => {
  it('are two in power and predictive mode', () => {
    for (const dialingMode of ['power', 'predictive']) {
      const levers = pacingLevers({ dialingMode, maxCallsPerAgent: 3, abandonRateFraction: 0.03 }, wanted);
      expect(levers).toEqual([
        { name: 'maxCallsPerAgent', before: 3, after: 3.4, unit: 'calls per idle agent', reason: 'safe' },
        {
          name: 'abandonRate',
          before: 0.03,
          after: 0.025,
          unit: 'fraction of answered calls',
          reason: 'what the window allows',
        },
      ]);
      expect(modeLimits(dialingMode)).toBeUndefined();
    }
  });

  it('do not include a ratio in progressive mode, which always rings one call per agent', () => {
    const levers = pacingLevers({ dialingMode: 'progressive', outboundLineCount: 40 }, wanted);
    expect(levers.map(({ name, before }) => [name, before])).toEqual([['abandonRate', null]]);
    expect(modeLimits('progressive')).toBe('progressive dialling always rings one call per agent');
  });

  it.each(['preview', 'agentless', 'external', 'toString'])('are none in %s mode', (dialingMode) => {
    expect(pacingLevers({ dialingMode, maxCallsPerAgent: 3 }, wanted)).toEqual([]);
    expect(modeLimits(dialingMode)).toBe(`${dialingMode} dialling has no pacing to set`);
  });

  it('leave alone what nothing is wanted of', () => {
    const only = { ...wanted, abandonRateFraction: undefined };
    expect(pacingLevers({ dialingMode: 'power' }, only).map(({ name }) => name)).toEqual(['maxCallsPerAgent']);
  });
});
