// code: a layer of the codebook over a whole text, one sentence after the other.

import { describe, element, safe } from "./dom.js";
import { sentenceNode } from "./sentences.js";
import { tick } from "./tick.js";

const NOTE_REST = 800; // milliseconds of rest after typing before a note is saved
const CURRENT_AT = 0.55; // how far down the list the codes of the current sentence stand

const ruleNode = (rule) => {
  const examples = (word, htmls) =>
    htmls.map((html) => element("li", {}, element("b", { textContent: `${word}: ` }), safe("span", "", html)));
  return element(
    "section",
    {},
    element("b", { textContent: rule.name }),
    safe("div", "", rule.test),
    element("ul", {}, ...examples("Yes", rule.yes), ...examples("No", rule.no)),
  );
};

const rowNodes = (paragraphs) =>
  paragraphs.flatMap(({ sentences }) =>
    sentences.map((sentence, index) => {
      const given = element("span", { className: "coursepack-code" });
      const button = element("button", { type: "button" }, sentenceNode(sentence), given);
      const node = element("li", { className: index ? "" : "coursepack-first" }, button);
      return { id: sentence.id, given, button, node };
    }),
  );

export const codeControl = (page, ids, changed, tell) => {
  const rows = rowNodes(page.paragraphs);
  const codes = {};
  const notes = {};
  let current = -1;
  let timer = 0;

  const box = (textContent, heard) => tick("checkbox", "", "", element("span", { textContent }), heard);
  const pressed = (textContent, heard) => {
    const node = element("button", { type: "button", textContent });
    node.addEventListener("click", heard);
    return node;
  };
  const progress = element("span");
  const filter = box("Show uncoded only", () => draw());
  const several = box("More than one code holds", () => {});
  const buttons = page.codes.map(({ id, text }, index) => pressed(`${index + 1} ${text}`, () => give(id, several.input.checked)));
  const choices = element("div", { className: "coursepack-codes" }, ...buttons, page.single ? null : several.node, pressed("Next uncoded", () => next()));
  const note = element("input", { type: "text", maxLength: 1000, autocomplete: "off" });
  const panel = element(
    "div",
    { className: "coursepack-panel" },
    describe(choices, { role: "group" }),
    element("label", { className: "coursepack-note" }, "Rule that was hard to apply (if any)", note),
  );
  const list = element("ol", { className: "coursepack-coding" }, ...rows.map(({ node }) => node));
  describe(list, { "aria-labelledby": ids.prompt });

  const own = (id) => codes[id] ?? [];
  const words = (id) =>
    page.codes
      .filter((code) => own(id).includes(code.id))
      .map((code) => code.text)
      .join(" and ") || "not coded";
  const open = ({ id }) => !(id in codes);
  const count = () => `${rows.length - rows.filter(open).length} of ${rows.length} coded`;

  const draw = () => {
    rows.forEach((row, index) => {
      const here = index === current;
      row.given.textContent = words(row.id) + (row.id in notes ? ", with a note" : "");
      row.node.dataset.coded = String(!open(row));
      row.node.hidden = filter.input.checked && !open(row) && !here;
      describe(row.button, { "aria-current": here ? "true" : null, tabindex: here ? "0" : "-1" });
    });
    const { id } = rows[current];
    describe(choices, { "aria-label": `Codes of ${id}` });
    page.codes.forEach((code, index) => describe(buttons[index], { "aria-pressed": String(own(id).includes(code.id)) }));
    progress.textContent = count();
  };

  const settle = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    changed();
  };

  // Going on keeps the codes at one height, under a resting mouse; a sentence that was clicked stays where it is.
  const show = (index, stays) => {
    settle();
    const { id, button, node } = rows[index];
    const before = node.getBoundingClientRect().top;
    current = index;
    several.input.checked = own(id).length > 1;
    button.after(panel);
    note.value = notes[id] ?? "";
    draw();
    if (stays) list.scrollTop += node.getBoundingClientRect().top - before;
    else list.scrollTop = panel.offsetTop - list.clientHeight * CURRENT_AT;
    list.scrollTop = Math.max(list.scrollTop, panel.offsetTop + panel.offsetHeight - list.clientHeight);
  };

  const go = (index) => {
    show(index, false);
    rows[index].button.focus({ preventScroll: true });
  };

  const next = () => {
    const after = rows.findIndex((row, index) => index > current && open(row));
    const found = after < 0 ? rows.findIndex(open) : after;
    if (found < 0) tell(`All ${rows.length} sentences are coded.`);
    else go(found);
  };

  const give = (code, stay) => {
    const { id } = rows[current];
    const had = own(id).includes(code);
    const others = had || (stay && !page.single && code !== page.empty) ? own(id).filter((known) => known !== code && known !== page.empty) : [];
    const given = had ? others : [...others, code];
    codes[id] = page.codes.map((known) => known.id).filter((known) => given.includes(known));
    if (!given.length) delete codes[id];
    draw();
    changed();
    tell(`${id}: ${words(id)}. ${count()}.`);
    if (!stay && !had && rows.some(open)) next();
  };

  const move = (step) => {
    let index = current + step;
    while (rows[index]?.node.hidden) index += step;
    if (rows[index]) go(index);
  };

  list.addEventListener("keydown", (event) => {
    if (event.target === note || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const code = page.codes[(/^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? 0) - 1];
    if (step) move(step);
    else if (code && !note.disabled) give(code.id, event.shiftKey || several.input.checked);
    else return;
    event.preventDefault();
  });
  // The sentence that has the focus is the current one: keys never act on another.
  const follow = (event) => {
    const index = rows.findIndex(({ button }) => button.contains(event.target));
    if (index >= 0 && index !== current) show(index, true);
  };
  list.addEventListener("focusin", follow);
  list.addEventListener("click", follow);

  note.addEventListener("input", () => {
    const { id } = rows[current];
    if (note.value.trim()) notes[id] = note.value;
    else delete notes[id];
    clearTimeout(timer);
    timer = setTimeout(settle, NOTE_REST);
    draw();
  });
  note.addEventListener("blur", settle);

  const rules = element("details", { className: "coursepack-rules" }, element("summary", { textContent: "Codes and rules" }));
  rules.append(...page.rules.map(ruleNode));
  const keys = `Keys in the list: 1 to ${buttons.length} code and go on; Shift ${page.single ? "" : "adds a code and "}stays; arrows up and down move.`;
  return {
    node: element(
      "div",
      {},
      rules,
      element("p", { className: "coursepack-head", textContent: keys }),
      element("div", { className: "coursepack-codes" }, progress, filter.node),
      list,
    ),
    read: () => {
      const inOrder = (table) => Object.fromEntries(rows.flatMap(({ id }) => (id in table ? [[id, table[id]]] : [])));
      return { codes: inOrder(codes), notes: inOrder(notes) };
    },
    write: (answer) => {
      for (const { id } of rows) {
        delete codes[id];
        delete notes[id];
        if (answer?.codes?.[id]) codes[id] = answer.codes[id];
        if (answer?.notes?.[id]) notes[id] = answer.notes[id];
      }
      if (current < 0) current = Math.max(rows.findIndex(open), 0);
      show(current, false);
      // Before the first drawing nothing has a height.
      requestAnimationFrame(() => show(current, false));
    },
    inputs: [...buttons, several.input, note],
    flush: settle,
  };
};
