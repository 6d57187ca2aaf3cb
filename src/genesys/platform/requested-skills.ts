/**
 * What the contacts of a group asked for, in order of id. The service joins the ids of a flattened group by commas, in an order
 * that it does not tell, so that one set may come as several groups; a group without the dimension asked for nothing.
 */
export const requestedSkillIds = (group: Readonly<Record<string, string | null | undefined>> | null | undefined) =>
  [...new Set((group?.['requestedRoutingSkillId'] ?? '').split(',').map((id) => id.trim()))]
    .filter((id) => id !== '')
    .sort();
