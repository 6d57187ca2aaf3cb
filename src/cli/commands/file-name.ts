/**
 * A name for a file that any file system takes and that stays in its folder, different for different texts: whatever a service calls its
 * things, `..` and slashes included.
 */
export const fileNameOf = (text: string): string =>
  encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'))
    .replaceAll('~', '%7E')
    .replaceAll('%', '~')
    .replaceAll('*', '~2A')
    .replace(/^\.+/, (dots) => '~2E'.repeat(dots.length));
