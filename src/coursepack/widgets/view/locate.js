// locate: sentences to pick.

import { element } from "./dom.js";
import { sentenceNode } from "./sentences.js";
import { group, tick } from "./tick.js";

export const locateControl = (page, ids, changed, tell) => {
  const ticks = [];
  const node = group(ids.prompt);
  for (const paragraph of page.paragraphs) {
    const box = element("div", { className: "coursepack-paragraph" });
    for (const sentence of paragraph.sentences) {
      const own = tick("checkbox", ids.group, sentence.id, sentenceNode(sentence), () => {
        if (ticks.filter(({ input }) => input.checked).length > page.at_most) {
          own.input.checked = false;
          tell(`At most ${page.at_most} can be picked. Take one back first.`);
        } else changed();
      });
      ticks.push(own);
      box.append(own.node);
    }
    node.append(box);
  }
  return {
    node,
    read: () => ticks.filter(({ input }) => input.checked).map(({ input }) => input.value),
    write: (answer) => {
      for (const { input } of ticks) input.checked = (answer ?? []).includes(input.value);
    },
    inputs: ticks.map(({ input }) => input),
  };
};
