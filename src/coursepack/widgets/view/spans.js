// spans, evidence: not drawn yet.

import { element } from "./dom.js";

export const spansControl = () => ({ node: element("div"), read: () => null, write: () => {}, inputs: [] });
