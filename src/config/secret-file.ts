import type { Problem } from './problem.ts';
import type { Source } from './settings.ts';
import { type ReadTextFile, textOrReason } from './text-file.ts';

interface WithSecret {
  readonly source: Source;
  readonly problem?: Problem;
}

/**
 * A source with the OAuth client secret from the file that it names, which stands for that of the same source. `/dev/fd/3` is an open
 * file descriptor, which can be read once. `path` is the file in full.
 */
export async function withSecretFile(source: Source, path: string, readTextFile: ReadTextFile): Promise<WithSecret> {
  const named = source.secretFile;
  if (named === undefined) return { source };
  const text = await textOrReason(readTextFile, path);
  if (typeof text !== 'string') {
    return {
      source,
      problem: {
        message: `${named.origin}: cannot read ${named.value} (${text.code})`,
        hint: 'check the path and its permissions',
      },
    };
  }
  const value = text.trim();
  if (value === '') {
    return {
      source,
      problem: { message: `${named.origin}: ${named.value} is empty`, hint: 'write the secret into it, alone' },
    };
  }
  return { source: { ...source, clientSecret: { value, origin: `file ${named.value} of ${named.origin}` } } };
}
