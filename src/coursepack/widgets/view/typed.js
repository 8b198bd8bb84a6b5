// number, short: one line to type; a draft is saved after a rest and on leaving.

import { describe, element } from "./dom.js";

const REST = 800; // milliseconds of rest after typing before a draft is saved

export const typedControl = (page, ids, changed) => {
  const input = element("input", { type: "text", autocomplete: "off", spellcheck: false });
  describe(input, { "aria-labelledby": page.noun ? `${ids.prompt} ${ids.group}` : ids.prompt });
  if (page.kind === "number") input.inputMode = "decimal";
  else input.maxLength = page.longest;
  let timer = 0;
  const now = () => {
    clearTimeout(timer);
    timer = 0;
    changed();
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(now, REST);
  });
  input.addEventListener("blur", () => timer && now());
  const noun = page.noun ? element("span", { id: ids.group, textContent: page.noun }) : null;
  return {
    node: element("p", { className: `coursepack-typed coursepack-${page.kind}` }, input, noun),
    read: () => input.value,
    write: (answer) => (input.value = answer ?? ""),
    inputs: [input],
    flush: () => timer && now(),
  };
};
