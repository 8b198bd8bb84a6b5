// code: not drawn yet.

import { element } from "./dom.js";

export const codeControl = () => ({ node: element("div"), read: () => null, write: () => {}, inputs: [] });
