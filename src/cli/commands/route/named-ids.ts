import { usageFailure } from '../../../errors.ts';
import { nearestName } from '../../../nearest-name.ts';

/** Somebody or something with its name. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * Ids of what options name by id, or by name regardless of case; undefined when they name nothing. Fails with exit code 2 for a
 * name that nothing in `known` has; `kind` says in the plural what these are.
 */
export function namedIds(
  wanted: readonly string[] | undefined,
  known: readonly Named[],
  kind: 'queues' | 'agents' | 'skills',
): ReadonlySet<string> | undefined {
  return wanted && new Set(wanted.flatMap((text) => idsOf(text, known, kind)));
}

function idsOf(text: string, known: readonly Named[], kind: string): string[] {
  const found = known.filter(({ id, name }) => id === text || name.toLowerCase() === text.toLowerCase());
  if (found.length > 0) return found.map(({ id }) => id);
  const nearest = nearestName(
    text,
    known.map(({ name }) => name),
  );
  throw usageFailure(
    `'${text}' is not one of the ${known.length} ${kind} that this client may see`,
    nearest === undefined
      ? 'check the name, and the divisions of the OAuth client’s roles'
      : `did you mean '${nearest}'?`,
  );
}
