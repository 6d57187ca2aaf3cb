import type { Attribute } from '../series/activity.ts';

/** Names of ids, as far as they are known. */
export type Labels = Readonly<Partial<Record<Attribute, ReadonlyMap<string, string>>>>;

/** How a value is shown: by its name, with the id where several have that name; the value itself where no name is known. */
export function labelOf(labels: Labels, attribute: Attribute, value: string): string {
  const names = labels[attribute];
  const name = names?.get(value);
  if (names === undefined || name === undefined) return value;
  return sharedNames(names).has(name) ? `${name} (${value})` : name;
}

/** Every spelling under which a value may be asked for. */
export function spellingsOf(labels: Labels, attribute: Attribute, value: string): string[] {
  const name = labels[attribute]?.get(value);
  return name === undefined ? [value] : [value, name];
}

const shared = new WeakMap<ReadonlyMap<string, string>, ReadonlySet<string>>();

/** Names that several ids have; worked out once for each listing. */
function sharedNames(names: ReadonlyMap<string, string>): ReadonlySet<string> {
  const known = shared.get(names);
  if (known !== undefined) return known;
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const name of names.values()) (seen.has(name) ? repeated : seen).add(name);
  shared.set(names, repeated);
  return repeated;
}
