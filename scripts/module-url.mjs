// The address of the file in which this ends up, in those that ask for it: CommonJS has no import.meta.
import { pathToFileURL } from 'node:url';

export const moduleUrl = /* @__PURE__ */ pathToFileURL(__filename).href;
