import type { Found, SettingName, Source } from './settings.ts';

/** Second step: of each setting the value from the first source that has it, and one kind of credentials only. */
export function mergeSources(sources: readonly Source[]): Source {
  const merged: Partial<Record<SettingName, Found>> = Object.assign({}, ...sources.toReversed());
  const tokenRank = rankOf('accessToken', sources);
  const clientRank = Math.max(rankOf('clientId', sources), rankOf('clientSecret', sources));
  if (tokenRank <= clientRank && tokenRank !== Number.POSITIVE_INFINITY) {
    delete merged.clientId;
    delete merged.clientSecret;
  } else {
    delete merged.accessToken;
  }
  return merged;
}

/** Position of the first source that has the setting; credentials rank where they become complete. */
function rankOf(name: SettingName, sources: readonly Source[]): number {
  const rank = sources.findIndex((source) => source[name] !== undefined);
  return rank === -1 ? Number.POSITIVE_INFINITY : rank;
}
