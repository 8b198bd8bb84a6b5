// What is said to an answer.

import { element, safe } from "./dom.js";
import { sentenceNode } from "./sentences.js";

const lineNode = (line) =>
  element(
    "li",
    { className: line.good ? "coursepack-good" : "coursepack-bad" },
    element("span", { className: "coursepack-sign", textContent: line.good ? "✓ " : "✗ " }),
    safe("span", "coursepack-about", line.about),
    line.given ? safe("span", "coursepack-given", line.given) : null,
    line.right ? element("span", { className: "coursepack-answer" }, "right: ", safe("span", "", line.right)) : null,
    safe("div", "coursepack-says", line.says),
  );

const labelNode = (textContent) => element("p", { className: "coursepack-label", textContent });

export const outcomeNodes = (outcome) => {
  const nodes = [element("p", { className: "coursepack-headline", textContent: outcome.headline })];
  for (const html of outcome.says) nodes.push(safe("div", "coursepack-says", html));
  if (outcome.panels.length) {
    const panels = outcome.panels.map(({ title, html }) => element("div", {}, element("b", { textContent: title }), safe("div", "", html)));
    nodes.push(element("div", { className: "coursepack-panels" }, ...panels));
  }
  if (outcome.lines.length) nodes.push(element("ul", {}, ...outcome.lines.map(lineNode)));
  if (outcome.key.length) {
    const name = outcome.contested ? "Careful readers differ here. Accepted answers, with their weights:" : "The answer:";
    nodes.push(labelNode(name), element("ul", {}, ...outcome.key.map((html) => safe("li", "", html))));
  }
  if (outcome.model) {
    nodes.push(labelNode("A model answer:"), safe("blockquote", "", outcome.model));
  }
  if (outcome.why) {
    nodes.push(labelNode("Why:"), safe("div", "coursepack-says", outcome.why));
  }
  if (outcome.rests_on.length) {
    const sentences = outcome.rests_on.map((unit) => element("p", {}, sentenceNode(unit)));
    const summary = element("summary", { textContent: `The sentences it rests on (${outcome.rests_on.length})` });
    nodes.push(element("details", {}, summary, ...sentences));
  }
  return nodes;
};
