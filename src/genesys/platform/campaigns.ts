import { usageFailure } from '../../errors.ts';
import { nearestName } from '../../nearest-name.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import type { Campaign } from '../dialler.ts';
import { refusalBehind } from '../outcome.ts';
import { pages } from '../pages.ts';
import { type CampaignDocument, campaignDocument, campaignOf } from './campaign-document.ts';

const PATH = '/api/v2/outbound/campaigns';
/** The most that the listing gives on one page. */
const PAGE_SIZE = 100;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** One campaign's address at the API, with what a refused question needs to be explained. */
export const aboutCampaign = (id: string, what: string): Pick<ApiRequest, 'what' | 'path' | 'permission'> => ({
  what,
  path: `${PATH}/${encodeURIComponent(id)}`,
  permission: 'outbound:campaign:view',
});

/** All campaigns in the divisions that the client may see, in the listing's order. */
export async function* listCampaigns(client: Client): AsyncGenerator<Campaign> {
  const request: ApiRequest = {
    what: 'the campaigns',
    method: 'GET',
    path: PATH,
    query: { pageSize: PAGE_SIZE },
    permission: 'outbound:campaign:view',
  };
  for await (const document of pages(client, request, campaignDocument)) yield campaignOf(document);
}

/** The campaign as it is now, with every field. */
export const readCampaign = (client: Client, id: string): Promise<CampaignDocument> =>
  client.ask({ ...aboutCampaign(id, `the campaign ${id}`), method: 'GET' }, campaignDocument);

/** The campaign with this id or this exact name. Throws a Failure (exit code 2) that suggests the nearest name, or lists ids. */
export async function findCampaign(client: Client, idOrName: string): Promise<Campaign> {
  if (UUID.test(idOrName)) return campaignWithId(client, idOrName);
  const known: Campaign[] = [];
  for await (const campaign of listCampaigns(client)) known.push(campaign);
  const [found, ...others] = known.filter(({ name }) => name === idOrName);
  if (found === undefined) throw unknownName(idOrName, known);
  if (others.length === 0) return found;
  const ids = [found, ...others].map(({ id }) => id);
  throw usageFailure(`${ids.length} campaigns are named '${idOrName}'`, `Name one by its id: ${ids.join(', ')}`);
}

async function campaignWithId(client: Client, id: string): Promise<Campaign> {
  try {
    return campaignOf(await readCampaign(client, id));
  } catch (error) {
    if (refusalBehind(error)?.status !== 404) throw error;
    const hint = 'It was deleted, or lies in a division in which no role of the OAuth client is granted.';
    throw usageFailure(`there is no campaign with the id ${id}`, hint, error);
  }
}

function unknownName(wanted: string, known: readonly Campaign[]) {
  const names = [...new Set(known.map(({ name }) => name))];
  const nearest = nearestName(wanted, names);
  const hint =
    nearest === undefined
      ? `The client may see ${names.length} campaigns${names.length === 0 ? '' : `, such as ${names.slice(0, 5).join(', ')}`}.`
      : `Did you mean '${nearest}'?`;
  return usageFailure(`there is no campaign named '${wanted}'`, hint);
}
