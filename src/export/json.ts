/** A document as the program writes it to files and to stdout: indented, with a line feed at the end. */
export const jsonText = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;
