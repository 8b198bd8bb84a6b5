// code: a layer of the codebook over a whole text, one sentence after the other.

import { describe, element, safe } from "./dom.js";
import { sentenceNode } from "./sentences.js";

const NOTE_REST = 800; // milliseconds of rest after typing before a note is saved
const CURRENT_AT = 0.55; // how far down the list the codes of the current sentence stand

const ruleNode = (rule) => {
  const examples = (word, htmls) =>
    htmls.map((html) => element("li", {}, element("b", { textContent: word }), safe("div", "", html)));
  return element(
    "section",
    {},
    element("p", { className: "coursepack-label", textContent: rule.name }),
    safe("div", "", rule.test),
    element("ul", {}, ...examples("Yes", rule.yes), ...examples("No", rule.no)),
  );
};

export const codeControl = (page, ids, changed, tell) => {
  const names = Object.fromEntries(page.codes.map(({ id, text }) => [id, text]));
  const codes = {};
  const notes = {};
  let current = -1;
  let timer = 0;

  const tickBox = (textContent, checked) => {
    const input = element("input", { type: "checkbox" });
    input.addEventListener("change", checked);
    return [input, element("label", { className: "coursepack-option" }, input, element("span", { textContent }))];
  };
  const plainButton = (textContent, pressed) => {
    const node = element("button", { type: "button", textContent });
    node.addEventListener("click", pressed);
    return node;
  };
  const progress = element("span", { className: "coursepack-progress" });
  const [filter, filterNode] = tickBox("Show uncoded only", () => draw());
  const [several, severalNode] = tickBox("More than one code holds", () => {});
  const buttons = page.codes.map(({ id, text }, index) => plainButton(`${index + 1} ${text}`, () => give(id, several.checked)));
  const note = element("input", { type: "text", maxLength: 1000, autocomplete: "off" });
  const panel = element(
    "div",
    { className: "coursepack-panel" },
    element("div", { className: "coursepack-codes" }, ...buttons, plainButton("Next uncoded", () => next())),
    severalNode,
    element("label", { className: "coursepack-note" }, "Rule that was hard to apply (if any)", note),
  );
  describe(panel.firstChild, { role: "group" });

  const rows = page.paragraphs.flatMap((paragraph) =>
    paragraph.sentences.map((sentence, index) => {
      const given = element("span", { className: "coursepack-code" });
      const button = element("button", { type: "button" }, sentenceNode(sentence), given);
      return { id: sentence.id, given, button, node: element("li", { className: index ? "" : "coursepack-first" }, button) };
    }),
  );
  const list = element("ol", { className: "coursepack-coding" }, ...rows.map(({ node }) => node));
  describe(list, { "aria-labelledby": ids.prompt });

  const words = (id) => (codes[id] ?? []).map((code) => names[code]).join(" and ");
  const count = () => `${rows.filter(({ id }) => codes[id]).length} of ${rows.length}`;

  const draw = () => {
    rows.forEach(({ id, given, button, node }, index) => {
      const here = index === current;
      given.textContent = (words(id) || "not coded") + (notes[id] ? ", with a note" : "");
      node.dataset.coded = String(id in codes);
      node.hidden = filter.checked && id in codes && !here;
      describe(button, { "aria-current": here ? "true" : null, tabindex: here ? "0" : "-1" });
    });
    const id = rows[current].id;
    describe(panel.firstChild, { "aria-label": `Codes of ${id}` });
    page.codes.forEach((code, index) => describe(buttons[index], { "aria-pressed": String((codes[id] ?? []).includes(code.id)) }));
    progress.textContent = `${count()} coded`;
  };

  const keepNote = () => {
    clearTimeout(timer);
    timer = 0;
    changed();
  };

  // Going on keeps the codes at one height, under a resting mouse; a sentence that was clicked stays where it is.
  const show = (index, stays) => {
    if (timer) keepNote();
    const { id, button, node } = rows[index];
    const before = node.getBoundingClientRect().top;
    if (index !== current) several.checked = (codes[id] ?? []).length > 1;
    current = index;
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
    const open = (row) => !(row.id in codes);
    const index = rows.findIndex((row, place) => place > current && open(row));
    const first = index < 0 ? rows.findIndex(open) : index;
    if (first >= 0) go(first);
    else tell(`All ${rows.length} sentences are coded.`);
  };

  const give = (code, stay) => {
    const id = rows[current].id;
    const own = codes[id] ?? [];
    const had = own.includes(code);
    const together = stay && code !== page.empty ? own.filter((known) => known !== page.empty) : [];
    const chosen = had ? own.filter((known) => known !== code) : [...together, code];
    if (chosen.length) codes[id] = page.codes.map((known) => known.id).filter((known) => chosen.includes(known));
    else delete codes[id];
    draw();
    changed();
    tell(`${id}: ${words(id) || "not coded"}. ${count()} coded.`);
    if (!stay && !had && count() !== `${rows.length} of ${rows.length}`) next();
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
    else if (code && !note.disabled) give(code.id, event.shiftKey || several.checked);
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
    const id = rows[current].id;
    if (note.value.trim()) notes[id] = note.value;
    else delete notes[id];
    clearTimeout(timer);
    timer = setTimeout(keepNote, NOTE_REST);
    draw();
  });
  note.addEventListener("blur", () => timer && keepNote());

  const rules = element("details", {}, element("summary", { textContent: "Codes and rules" }), ...page.rules.map(ruleNode));
  const keys = `Keys in the list: 1 to ${buttons.length} give a code and go on, with Shift they add one and stay; arrow up and down move.`;
  return {
    node: element(
      "div",
      {},
      rules,
      element("p", { className: "coursepack-typed" }, progress, filterNode),
      list,
      element("p", { className: "coursepack-head", textContent: keys }),
    ),
    read: () => {
      const known = (table) => Object.fromEntries(rows.filter(({ id }) => id in table).map(({ id }) => [id, table[id]]));
      return { codes: known(codes), notes: known(notes) };
    },
    write: (answer) => {
      for (const { id } of rows) {
        delete codes[id];
        delete notes[id];
        if (answer?.codes?.[id]) codes[id] = answer.codes[id];
        if (answer?.notes?.[id]) notes[id] = answer.notes[id];
      }
      const open = rows.findIndex(({ id }) => !(id in codes));
      const place = current < 0 ? Math.max(open, 0) : current;
      show(place, false);
      // Before the first drawing nothing has a height yet.
      requestAnimationFrame(() => show(current, false));
    },
    inputs: [...buttons, several, note],
    flush: () => timer && keepNote(),
  };
};
