// "How sure are you?": three steps, or none.

import { describe, element } from "./dom.js";
import { tick } from "./tick.js";

const STEPS = ["guessing", "fairly sure", "sure"];

export const sureControl = (ids, changed) => {
  const label = element("span", { id: ids.sure, textContent: "How sure are you? (optional)" });
  const ticks = STEPS.map((textContent, index) =>
    tick("radio", ids.sure, index + 1, element("span", { textContent }), () => changed()),
  );
  const node = element("div", { className: "coursepack-sure" }, label, ...ticks.map((own) => own.node));
  return {
    node: describe(node, { role: "radiogroup", "aria-labelledby": ids.sure }),
    read: () => Number(ticks.find(({ input }) => input.checked)?.input.value) || null,
    write: (sure) => {
      for (const { input } of ticks) input.checked = Number(input.value) === sure;
    },
    inputs: ticks.map(({ input }) => input),
  };
};
