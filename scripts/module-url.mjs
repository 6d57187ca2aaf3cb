// The address of the file in which this ends up: CommonJS has no import.meta.
import { pathToFileURL } from 'node:url';

export const moduleUrl = pathToFileURL(__filename).href;
