// order: not drawn yet.

import { element } from "./dom.js";

export const orderControl = () => ({ node: element("div"), read: () => null, write: () => {}, inputs: [] });
