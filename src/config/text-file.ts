/** Reads a whole file as UTF-8; rejects with a Node.js error that has a `code`. */
export type ReadTextFile = (path: string) => Promise<string>;

/** Why a file could not be read, in the system's code such as `EACCES`. */
export interface Unreadable {
  readonly code: string;
}

/** The text of a file without its byte order mark, or why the system refused it. Other errors are thrown on. */
export async function textOrReason(readTextFile: ReadTextFile, path: string): Promise<string | Unreadable> {
  try {
    return (await readTextFile(path)).replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string') return { code: error.code };
    throw error;
  }
}
