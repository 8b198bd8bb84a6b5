// choice, choices: { node, read, write, inputs }.

import { safe } from "./dom.js";
import { group, tick } from "./tick.js";

export const optionsControl = (page, ids, changed) => {
  const type = page.kind === "choice" ? "radio" : "checkbox";
  const ticks = page.options.map((option) =>
    tick(type, ids.group, option.id, safe("span", "", option.html), () => changed()),
  );
  const chosen = () => ticks.filter(({ input }) => input.checked).map(({ input }) => input.value);
  return {
    node: group(ids.prompt, ...ticks.map(({ node }) => node)),
    read: () => (type === "radio" ? (chosen()[0] ?? null) : chosen()),
    write: (answer) => {
      const values = [answer ?? []].flat();
      for (const { input } of ticks) input.checked = values.includes(input.value);
    },
    inputs: ticks.map(({ input }) => input),
  };
};
