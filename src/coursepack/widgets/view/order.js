// order: lines to bring into order, by buttons or by dragging.

import { describe, element, safe } from "./dom.js";

export const orderControl = (page, ids, changed, tell) => {
  let touched = false;
  const list = describe(element("ol", { className: "coursepack-order" }), { "aria-labelledby": ids.prompt });
  const inputs = [];
  const items = () => [...list.children];

  // The neighbour moves, so that the line itself keeps the focus and the pointer.
  const shift = (node, up) => {
    const other = up ? node.previousSibling : node.nextSibling;
    node[up ? "after" : "before"](...(other ? [other] : []));
    return other;
  };

  const lineNode = (option) => {
    const text = safe("span", "", option.html);
    const name = text.textContent;
    const grip = describe(element("span", { className: "coursepack-grip", textContent: "⠿" }), { "aria-hidden": "true" });
    const done = () => {
      touched = true;
      changed();
      tell(`${name}: now place ${items().indexOf(node) + 1} of ${inputs.length / 2}.`);
    };
    const mover = (word) => {
      const button = element("button", { type: "button", textContent: word });
      button.addEventListener("click", () => {
        if (shift(node, word === "up")) done();
        else tell(`${name} cannot go further ${word}.`);
      });
      inputs.push(button);
      return describe(button, { "aria-label": `Move ${name} ${word}` });
    };
    const node = element("li", {}, element("div", {}, grip, text, mover("up"), mover("down")));
    node.dataset.id = option.id;

    let dragged = false;
    grip.addEventListener("pointerdown", (event) => {
      if (!inputs[0].disabled) grip.setPointerCapture(event.pointerId);
    });
    grip.addEventListener("pointermove", (event) => {
      if (!grip.hasPointerCapture(event.pointerId)) return;
      const { top, bottom } = node.getBoundingClientRect();
      if (event.clientY < top || event.clientY > bottom) dragged = Boolean(shift(node, event.clientY < top)) || dragged;
    });
    grip.addEventListener("lostpointercapture", () => {
      if (dragged) done();
      dragged = false;
    });
    return node;
  };

  list.append(...page.options.map(lineNode));
  const shown = items();
  return {
    node: list,
    // The order in which the lines are shown at first is no answer.
    read: () => (touched ? items().map(({ dataset }) => dataset.id) : null),
    write: (answer) => {
      touched = answer !== null;
      const place = ({ dataset: { id } }) => (answer?.includes(id) ? answer.indexOf(id) : inputs.length);
      const wanted = [...shown].sort((one, other) => place(one) - place(other));
      if (wanted.some((node, index) => node !== list.children[index])) list.append(...wanted);
    },
    inputs,
  };
};
