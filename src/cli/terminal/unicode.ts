/** Whether a terminal can be expected to show Braille and line characters: a UTF-8 locale, and no terminal without fonts for them. */
export function showsUnicode(env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): boolean {
  if (env['TERM'] === 'dumb' || env['TERM'] === 'linux') return false;
  // The old Windows console has no such characters; Windows Terminal and editors that embed one do.
  if (platform === 'win32') return Boolean(env['WT_SESSION'] || env['TERM_PROGRAM']);
  return /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '');
}
