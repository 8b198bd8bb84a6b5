// Sentences with their ids, and passages.

import { describe, element } from "./dom.js";

export const sentenceNode = (sentence) =>
  element(
    "span",
    { className: sentence.residue ? "coursepack-sentence coursepack-residue" : "coursepack-sentence" },
    element("span", { className: "coursepack-unit", textContent: sentence.id }),
    element("span", { textContent: sentence.text }),
  );

export const passageNode = (paragraphs) => {
  const count = paragraphs.reduce((sum, paragraph) => sum + paragraph.sentences.length, 0);
  const node = element("div", { className: "coursepack-passage" });
  for (const paragraph of paragraphs) {
    node.append(element("p", {}, ...paragraph.sentences.map(sentenceNode)));
  }
  if (count > 8) describe(node, { tabindex: "0", role: "group", "aria-label": "Passage, scrolls" });
  return node;
};
