import { badRequest } from '../genesys-server/reply.ts';

interface Page<Item> {
  readonly items: readonly Item[];
  /** What asks for the next page; undefined on the last one. */
  readonly next: string | undefined;
}

/** A page of a list, from where an opaque token says. */
export function pageOf<Item>(items: readonly Item[], token: string | null | undefined, perPage: number): Page<Item> {
  const from = token == null ? 0 : offsetOf(token);
  if (from >= items.length && from > 0) throw badRequest('Unknown page token.', 'pageToken', 'invalid.value');
  const to = from + perPage;
  return { items: items.slice(from, to), next: to < items.length ? tokenOf(to) : undefined };
}

const tokenOf = (offset: number): string => Buffer.from(JSON.stringify({ offset })).toString('base64');

function offsetOf(token: string): number {
  const text = Buffer.from(token, 'base64').toString('utf8');
  const [, offset] = /^\{"offset":(\d+)\}$/.exec(text) ?? [];
  if (offset === undefined) throw badRequest('Unknown page token.', 'pageToken', 'invalid.value');
  return Number(offset);
}
