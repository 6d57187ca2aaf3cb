import type { ApiRequest } from '../api-request.ts';
import { contractFailure } from '../service-failure.ts';

interface PageWithToken {
  readonly nextPageToken?: string | null | undefined;
}

/**
 * Page after page until one names no next. `ask` is given the token of the page before. Throws a Failure (exit code 6) when a
 * token comes twice, since the pages would never end.
 */
export async function* tokenPages<Page extends PageWithToken>(
  about: Pick<ApiRequest, 'what' | 'method' | 'path'>,
  ask: (token: string | undefined) => Promise<Page>,
): AsyncGenerator<Page> {
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page = await ask(token);
    yield page;
    token = page.nextPageToken || undefined;
    if (token === undefined) return;
    if (seen.has(token)) throw contractFailure(about, `nextPageToken repeats on page ${seen.size + 1}`);
    seen.add(token);
  } while (token !== undefined);
}
