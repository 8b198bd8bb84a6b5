// essay: not drawn yet.

import { element } from "./dom.js";

export const essayControl = () => ({ node: element("div"), read: () => null, write: () => {}, inputs: [] });
