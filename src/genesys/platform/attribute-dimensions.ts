import type { Attribute } from '../../series/activity.ts';

/** How the API calls what tells contacts apart. */
export const ATTRIBUTE_DIMENSIONS: Readonly<Record<Attribute, string>> = {
  queue: 'queueId',
  media: 'mediaType',
  // In which the conversation began: a transfer to a second queue leaves a contact inbound.
  direction: 'originatingDirection',
  user: 'userId',
  wrapup: 'wrapUpCode',
  skill: 'requestedRoutingSkillId',
  language: 'requestedLanguageId',
  division: 'divisionId',
  campaign: 'outboundCampaignId',
  disconnect: 'disconnectType',
  message_type: 'messageType',
};
