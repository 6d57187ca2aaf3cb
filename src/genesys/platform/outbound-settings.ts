import * as z from 'zod/mini';
import type { Client } from '../client.ts';
import type { OutboundSettings } from '../dialler.ts';

const amount = z.nullish(z.number().check(z.nonnegative()));

const settings = z.object({
  abandonSeconds: amount,
  complianceAbandonRateDenominator: z.nullish(z.string()),
  maxCallsPerAgent: amount,
  maxCallsPerAgentDecimal: amount,
  maxConfigurableCallsPerAgent: amount,
  maxLineUtilization: z.nullish(z.number().check(z.minimum(0), z.maximum(1))),
});

/** What holds for every campaign of the organisation. */
export async function outboundSettings(client: Client): Promise<OutboundSettings> {
  const reply = await client.ask(
    {
      what: 'the outbound settings',
      method: 'GET',
      path: '/api/v2/outbound/settings',
      permission: 'outbound:settings:view',
    },
    settings,
  );
  const { abandonSeconds, complianceAbandonRateDenominator, maxConfigurableCallsPerAgent, maxLineUtilization } = reply;
  const maxCallsPerAgent = reply.maxCallsPerAgentDecimal ?? reply.maxCallsPerAgent;
  return {
    ...(abandonSeconds == null ? {} : { abandonSeconds }),
    ...(complianceAbandonRateDenominator == null ? {} : { abandonRateDenominator: complianceAbandonRateDenominator }),
    ...(maxCallsPerAgent == null ? {} : { maxCallsPerAgent }),
    ...(maxConfigurableCallsPerAgent == null ? {} : { maxConfigurableCallsPerAgent }),
    ...(maxLineUtilization == null ? {} : { maxLineUtilizationFraction: maxLineUtilization }),
  };
}
