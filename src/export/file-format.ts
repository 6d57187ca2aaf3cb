import { extname } from 'node:path';
import { usageFailure } from '../errors.ts';
import { nearestName } from '../nearest-name.ts';

/** The one of `formats` that the file's extension names. Fails with exit code 2 for any other extension. */
export function fileFormat<Format extends string>(path: string, formats: readonly Format[]): Format {
  const extension = extname(path).slice(1).toLowerCase();
  const format = formats.find((name) => name === extension);
  if (format !== undefined) return format;
  const endings = formats.map((name) => `.${name}`).join(' or ');
  const nearest = nearestName(extension, formats);
  const suggestion = nearest === undefined ? '' : `; did you mean .${nearest}?`;
  throw usageFailure(
    extension === '' ? `${path} has no extension` : `files cannot be written as .${extension}: ${path}`,
    `the extension decides the format: end the name in ${endings}${suggestion}`,
  );
}
