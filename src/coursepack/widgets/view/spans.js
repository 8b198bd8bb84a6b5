// spans, evidence: words of a passage are marked. All places are code points of page.text.

import { describe, element, randomId, selectNode } from "./dom.js";

const AT_ONCE = 20; // paragraphs that are painted without waiting until they come near the view
const WORD = /[\p{L}\p{N}]+(?:[’'\-–.][\p{L}\p{N}]+)*/gu;
const HELP =
  "Drag over words, or click the first and the last; then press a label above. By keyboard: arrow keys move by word and sentence, Shift extends, " +
  "a number labels, + adds to the last mark, Delete removes, U and R undo and redo.";

const wordsOf = (text) => {
  let [unit, point] = [0, 0];
  return [...text.matchAll(WORD)].map((match) => {
    const start = point + [...text.slice(unit, match.index)].length;
    unit = match.index + match[0].length;
    point = start + [...match[0]].length;
    return [start, point];
  });
};

const fold = (edits) => {
  const marks = new Map();
  for (const { add, remove } of edits) {
    if (add) marks.set(add.id, add);
    else marks.delete(remove);
  }
  return marks;
};

const button = (textContent, act, name) => {
  const node = element("button", { type: "button", textContent });
  if (name) describe(node, { "aria-label": name });
  node.addEventListener("click", act);
  return node;
};

export const spansControl = (page, ids, changed, tell) => {
  const points = [...page.text];
  const words = wordsOf(page.text);
  const cut = (start, end) => points.slice(start, end).join("");
  const name = (id) => page.labels.find((label) => label.id === id)?.text ?? id;
  let [edits, undone, marks] = [[], [], new Map()];
  let [caret, anchor, chosen, clicked] = [0, 0, null, null];

  // ---- The passage: one paragraph is painted at a time
  const paragraphs = [];
  for (const sentence of page.sentences) {
    const last = paragraphs.at(-1);
    if (last && cut(last.end, sentence.start) === " ") Object.assign(last, { end: sentence.end }).sentences.push(sentence);
    else paragraphs.push({ ...sentence, sentences: [sentence], node: element("p") });
  }
  const touches = (one, two) => one.start < two.end && two.start < one.end;

  const segment = (start, end, close) => {
    const here = { start, end };
    const own = close.filter((mark) => mark.pieces.some((piece) => touches(piece, here)));
    const node = element("span", { textContent: cut(start, end) });
    node.dataset.start = start;
    if (chosen && touches(chosen, here)) node.classList.add("coursepack-chosen");
    if (words[caret] && touches({ start: words[caret][0], end: words[caret][1] }, here)) node.classList.add("coursepack-caret");
    return own.reduce((inner, mark) => {
      const className = `coursepack-label-${page.labels.findIndex((label) => label.id === mark.label) % 5}`;
      return element("span", { className, title: name(mark.label) }, inner);
    }, node);
  };

  const paint = (paragraph) => {
    const close = [...marks.values()].filter((mark) => mark.pieces.some((piece) => touches(piece, paragraph)));
    const edges = close.flatMap((mark) => mark.pieces);
    if (chosen) edges.push(chosen);
    if (words[caret]) edges.push({ start: words[caret][0], end: words[caret][1] });
    paragraph.painted = true;
    const near = edges.filter((edge) => touches(edge, paragraph)).flatMap(({ start, end }) => [start, end]);
    paragraph.node.replaceChildren(
      ...paragraph.sentences.flatMap(({ id, start, end }) => {
        const cuts = [...new Set([start, ...near.filter((place) => start < place && place < end), end])].sort((a, b) => a - b);
        const parts = cuts.slice(1).map((place, index) => segment(cuts[index], place, close));
        return [element("span", { className: "coursepack-unit", textContent: id }), ...parts, " "];
      }),
    );
  };
  // Far from the view a paragraph is plain text: in a long text painting all of them would take seconds.
  const watch = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        const paragraph = isIntersecting && paragraphs.find(({ node }) => node === target);
        if (paragraph && !paragraph.painted) paint(paragraph);
        if (paragraph) watch.unobserve(target);
      }
    },
    { rootMargin: "800px" },
  );
  const begin = (paragraph, index) => {
    if (paragraph.painted || index < AT_ONCE) return paint(paragraph);
    paragraph.node.textContent = cut(paragraph.start, paragraph.end);
    watch.observe(paragraph.node);
  };
  const repaint = (...places) => {
    for (const paragraph of paragraphs) if (places.some((place) => place && touches(place, paragraph))) paint(paragraph);
  };

  // ---- Edits
  const list = element("ul", { className: "coursepack-marks" });
  const markNode = (mark) => {
    const quote = mark.pieces.map((piece) => piece.quote).join(" … ");
    return element(
      "li",
      {},
      element("b", { textContent: `${name(mark.label)}: ` }),
      `${quote} `,
      button("add piece", () => extend(mark), `Add the chosen words to ${quote}`),
      button("remove", () => edit({ remove: mark.id }, `Removed: ${quote}`), `Remove ${quote}`),
    );
  };
  // Only what has changed is drawn anew: with hundreds of marks the list would cost more than the key.
  const lines = new Map();
  const listed = () => {
    for (const [id, { mark, node }] of lines) {
      if (marks.get(id) === mark) continue;
      node.remove();
      lines.delete(id);
    }
    let before = null;
    for (const mark of marks.values()) {
      if (!lines.has(mark.id)) {
        const node = markNode(mark);
        lines.set(mark.id, { mark, node });
        if (before) before.after(node);
        else list.prepend(node);
      }
      before = lines.get(mark.id).node;
    }
  };
  const edit = (change, words_) => {
    edits.push(change);
    undone = [];
    settle(words_);
  };
  const settle = (said) => {
    const before = [...marks.values()];
    const known = new Set(before);
    marks = fold(edits);
    const gone = chosen;
    chosen = null;
    // Sent first: the kernel saves while the page paints.
    changed();
    repaint(gone, ...[...before, ...marks.values()].filter((mark) => marks.get(mark.id) !== mark || !known.has(mark)).flatMap((mark) => mark.pieces));
    listed();
    tell(said, false);
  };
  const piece = () => {
    const [start, end] = chosen ? [chosen.start, chosen.end] : words[caret];
    return { start, end, quote: cut(start, end) };
  };
  const label = (id) => {
    if (marks.size >= page.at_most) return tell(`At most ${page.at_most} marks can be made. Remove one first.`);
    const own = piece();
    if ([...marks.values()].some((mark) => mark.label === id && mark.pieces.length === 1 && mark.pieces[0].start === own.start && mark.pieces[0].end === own.end)) {
      return tell(`${name(id)} is there already.`);
    }
    edit({ add: { id: randomId().slice(0, 12), label: id, pieces: [own] } }, `${name(id)}: ${own.quote}`);
  };
  const extend = (mark) => mark && edit({ add: { ...mark, pieces: [...mark.pieces, piece()] } }, `Added to ${name(mark.label)}`);
  const move = (from, to, said) => {
    if (!from.length) return tell(`Nothing to ${said}.`);
    to.push(from.pop());
    settle(said === "undo" ? "Undone" : "Done again");
  };

  // ---- Choosing words
  const choose = (start, end, said) => {
    const before = chosen;
    chosen = start < end ? { start, end } : null;
    repaint(before, chosen);
    tell(said ?? `Chosen: ${cut(start, end)}`, false);
  };
  const go = (to, extending) => {
    const old = words[caret];
    caret = Math.max(0, Math.min(words.length - 1, to));
    const [start, end] = words[caret];
    if (!extending) anchor = caret;
    const before = chosen;
    chosen = extending ? { start: Math.min(words[anchor][0], start), end: Math.max(words[anchor][1], end) } : null;
    repaint(before, chosen, { start: old[0], end: old[1] }, { start, end });
    text.querySelector(".coursepack-caret")?.scrollIntoView({ block: "nearest" });
    const own = [...marks.values()].filter((mark) => mark.pieces.some((one) => touches(one, { start, end })));
    tell([cut(start, end), ...own.map((mark) => name(mark.label))].join(", "), false);
  };
  const sentenceAt = (place) => page.sentences.findIndex(({ end }) => place < end);
  const wordFrom = (place) => Math.max(0, words.findIndex(([, end]) => end > place));
  const line = (step) => {
    const sentence = page.sentences[sentenceAt(words[caret][0]) + step];
    return sentence ? wordFrom(sentence.start) : caret;
  };
  const pointAt = (node, offset) => {
    const owner = node.parentElement?.closest("[data-start]");
    return owner ? Number(owner.dataset.start) + [...node.textContent.slice(0, offset)].length : null;
  };

  const text = describe(element("div", { className: "coursepack-passage coursepack-marking" }, ...paragraphs.map(({ node }) => node)), {
    tabindex: "0",
    role: "textbox",
    "aria-readonly": "true",
    "aria-multiline": "true",
    "aria-label": "Passage to mark",
    "aria-describedby": `${ids.group}-help`,
  });
  const closed = () => text.closest("[data-closed=true]");
  text.addEventListener("mouseup", () => {
    const range = getSelection();
    const [one, two] = [pointAt(range.anchorNode, range.anchorOffset), pointAt(range.focusNode, range.focusOffset)];
    if (closed() || one === null || two === null) return;
    const first = wordFrom(Math.min(one, two));
    if (range.isCollapsed) {
      // The first click begins, a click on another word ends.
      const ends = clicked !== null && clicked !== first;
      if (ends) anchor = clicked;
      go(first, ends);
      clicked = ends ? null : first;
      return;
    }
    const last = words.findLastIndex(([start]) => start < Math.max(one, two));
    range.removeAllRanges();
    [caret, anchor, clicked] = [last, first, null];
    choose(words[first]?.[0] ?? 0, words[last]?.[1] ?? 0);
  });
  const KEYS = {
    ArrowRight: () => caret + 1,
    ArrowLeft: () => caret - 1,
    ArrowDown: () => line(1),
    ArrowUp: () => line(-1),
    Home: () => line(0),
    End: () => words.findLastIndex(([start]) => start < page.sentences[sentenceAt(words[caret][0])].end),
  };
  text.addEventListener("keydown", (event) => {
    const own = [...marks.values()].findLast((mark) => mark.pieces.some((one) => touches(one, { start: words[caret][0], end: words[caret][1] })));
    const done = () => event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.altKey || closed()) return;
    if (KEYS[event.key]) done(go(KEYS[event.key](), event.shiftKey));
    else if (page.labels[event.key - 1]) done(label(page.labels[event.key - 1].id));
    else if (event.key === "Delete" || event.key === "Backspace") done(own && edit({ remove: own.id }, "Removed"));
    else if (event.key === "+") done(extend([...marks.values()].at(-1)));
    else if (event.key === "u") done(move(edits, undone, "undo"));
    else if (event.key === "r") done(move(undone, edits, "redo"));
    else if (event.key === "Escape") choose(0, 0, "Nothing chosen");
  });

  // ---- Ways without selecting: a list of sentences, and finding a phrase
  const sentences = describe(selectNode("a whole sentence …", []), {
    "aria-label": "Choose a whole sentence",
  });
  const offerSentences = () =>
    sentences.append(
      ...page.sentences.map(({ id, start, end }, index) =>
        element("option", { value: index, textContent: `${id} ${cut(start, Math.min(end, start + 60))}` }),
      ),
    );
  sentences.addEventListener("change", () => {
    const sentence = page.sentences[sentences.value];
    if (sentence) choose(sentence.start, sentence.end);
  });
  const phrase = describe(element("input", { type: "text" }), { "aria-label": "Find a phrase" });
  const find = () => {
    const wanted = phrase.value.trim().toLowerCase();
    const from = cut(0, chosen?.end ?? 0).length;
    const lower = page.text.toLowerCase();
    const at = wanted ? [lower.indexOf(wanted, from), lower.indexOf(wanted)].find((place) => place >= 0) : undefined;
    if (at === undefined) return tell("Not found.");
    const start = [...page.text.slice(0, at)].length;
    choose(start, start + [...wanted].length);
  };
  phrase.addEventListener("keydown", (event) => event.key === "Enter" && find());

  const chips = page.labels.map(({ id, text: words_ }, index) => {
    const chip = button(`${index + 1} ${words_}`, () => label(id), `Label the chosen words: ${words_}`);
    chip.className = `coursepack-chip coursepack-label-${index % 5}`;
    return chip;
  });
  const tools = [button("Undo", () => move(edits, undone, "undo")), button("Redo", () => move(undone, edits, "redo"))];
  const finder = button("Find", find);
  const without = element("details", {}, element("summary", { textContent: "Choose without selecting" }), sentences, phrase, finder);
  without.addEventListener("toggle", offerSentences, { once: true });
  return {
    node: element(
      "div",
      {},
      describe(element("p", { className: "coursepack-actions" }, ...chips, ...tools), { role: "group", "aria-label": "Labels" }),
      text,
      element("p", { className: "coursepack-help", id: `${ids.group}-help`, textContent: HELP }),
      without,
      list,
    ),
    read: () => (edits.length || undone.length ? { text: page.digest, edits, undone } : null),
    write: (answer) => {
      const fits = answer?.text === page.digest;
      chosen = null;
      [edits, undone] = fits ? [[...answer.edits], [...(answer.undone ?? [])]] : [[], []];
      marks = fold(edits);
      paragraphs.forEach(begin);
      listed();
    },
    inputs: [...chips, ...tools, sentences, phrase, finder],
  };
};
