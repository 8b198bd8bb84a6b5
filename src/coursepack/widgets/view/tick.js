// A radio button or tick box with a label that wraps, and groups of them.

import { describe, element } from "./dom.js";

export const tick = (type, name, value, label, changed) => {
  const input = element("input", { type, name, value });
  input.addEventListener("change", changed);
  return { input, node: element("label", { className: "coursepack-option" }, input, label) };
};

export const group = (labelledBy, ...children) =>
  describe(element("fieldset", {}, ...children), { "aria-labelledby": labelledBy });
