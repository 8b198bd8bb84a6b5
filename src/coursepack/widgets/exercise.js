// Made by `coursepack build` from the folder view. Edit the files there.
const element = (tag, properties = {}, ...children) => {
const node = Object.assign(document.createElement(tag), properties);
node.append(...children.filter((child) => child !== null && child !== undefined));
return node;
};
const safe = (tag, className, html) => element(tag, { className, innerHTML: html });
const describe = (node, attributes) => {
for (const [name, value] of Object.entries(attributes)) {
if (value === null) node.removeAttribute(name);
else node.setAttribute(name, value);
}
return node;
};
const randomId = () =>
Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const codeControl = () => ({ node: element("div"), read: () => null, write: () => {}, inputs: [] });
const essayControl = () => ({ node: element("div"), read: () => null, write: () => {}, inputs: [] });
const sentenceNode = (sentence) =>
element(
"span",
{ className: sentence.residue ? "coursepack-sentence coursepack-residue" : "coursepack-sentence" },
element("span", { className: "coursepack-unit", textContent: sentence.id }),
element("span", { textContent: sentence.text }),
);
const passageNode = (paragraphs) => {
const count = paragraphs.reduce((sum, paragraph) => sum + paragraph.sentences.length, 0);
const node = element("div", { className: "coursepack-passage" });
for (const paragraph of paragraphs) {
node.append(element("p", {}, ...paragraph.sentences.map(sentenceNode)));
}
if (count > 8) describe(node, { tabindex: "0", role: "group", "aria-label": "Passage, scrolls" });
return node;
};
const tick = (type, name, value, label, changed) => {
const input = element("input", { type, name, value });
input.addEventListener("change", changed);
return { input, node: element("label", { className: "coursepack-option" }, input, label) };
};
const group = (labelledBy, ...children) =>
describe(element("fieldset", {}, ...children), { "aria-labelledby": labelledBy });
const locateControl = (page, ids, changed, tell) => {
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
const optionsControl = (page, ids, changed) => {
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
const orderControl = () => ({ node: element("div"), read: () => null, write: () => {}, inputs: [] });
const rowControl = (page, row, ids, changed) => {
const legend = element(
"legend",
{ id: `${ids.group}-${row.id}` },
row.unit ? element("span", { className: "coursepack-unit", textContent: row.unit }) : null,
safe("span", "", row.html),
);
if (page.list) {
const select = element("select", {}, element("option", { value: "", textContent: "choose …" }));
for (const option of page.options) select.append(element("option", { value: option.id, textContent: option.text }));
describe(select, { "aria-labelledby": legend.id });
select.addEventListener("change", () => changed());
const label = element("p", { id: legend.id, className: "coursepack-row" }, ...legend.childNodes);
return {
node: element("li", {}, label, select),
inputs: [select],
read: () => select.value || null,
write: (value) => (select.value = value ?? ""),
};
}
const ticks = page.options.map((option) =>
tick("radio", `${ids.group}-${row.id}`, option.id, safe("span", "", option.html), () => changed()),
);
const radios = element("div", { className: "coursepack-radios" }, ...ticks.map(({ node }) => node));
return {
node: element("li", {}, element("fieldset", {}, legend, radios)),
inputs: ticks.map(({ input }) => input),
read: () => ticks.find(({ input }) => input.checked)?.input.value ?? null,
write: (value) => {
for (const { input } of ticks) input.checked = input.value === value;
},
};
};
const rowsControl = (page, ids, changed) => {
const rows = page.rows.map((row) => [row.id, rowControl(page, row, ids, changed)]);
return {
node: describe(element("ol", { className: "coursepack-rows" }, ...rows.map(([, row]) => row.node)), {
"aria-labelledby": ids.prompt,
}),
read: () => Object.fromEntries(rows.map(([id, row]) => [id, row.read()]).filter(([, value]) => value !== null)),
write: (answer) => {
for (const [id, row] of rows) row.write(answer?.[id] ?? null);
},
inputs: rows.flatMap(([, row]) => row.inputs),
};
};
const WORD = /[\p{L}\p{N}]+(?:[’'\-–.][\p{L}\p{N}]+)*/gu;
const HELP =
"Drag over words, or click the first and the last one. With the keyboard: arrow keys move by word and sentence, Shift extends, " +
"a number labels, + adds a piece to the last mark, Delete removes, U and R undo and redo.";
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
const spansControl = (page, ids, changed, tell) => {
const points = [...page.text];
const words = wordsOf(page.text);
const cut = (start, end) => points.slice(start, end).join("");
const name = (id) => page.labels.find((label) => label.id === id)?.text ?? id;
let [edits, undone, marks] = [[], [], new Map()];
let [caret, anchor, chosen, clicked] = [0, 0, null, null];
const paragraphs = [];
for (const sentence of page.sentences) {
const last = paragraphs.at(-1);
if (last && cut(last.end, sentence.start) === " ") Object.assign(last, { end: sentence.end }).sentences.push(sentence);
else paragraphs.push({ ...sentence, sentences: [sentence], node: element("p") });
}
const touches = (one, two) => one.start < two.end && two.start < one.end;
const segment = (start, end) => {
const here = { start, end };
const own = [...marks.values()].filter((mark) => mark.pieces.some((piece) => touches(piece, here)));
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
const edges = [...marks.values()].flatMap((mark) => mark.pieces);
if (chosen) edges.push(chosen);
if (words[caret]) edges.push({ start: words[caret][0], end: words[caret][1] });
const near = edges.filter((edge) => touches(edge, paragraph)).flatMap(({ start, end }) => [start, end]);
paragraph.node.replaceChildren(
...paragraph.sentences.flatMap(({ id, start, end }) => {
const cuts = [...new Set([start, ...near.filter((place) => start < place && place < end), end])].sort((a, b) => a - b);
const parts = cuts.slice(1).map((place, index) => segment(cuts[index], place));
return [element("span", { className: "coursepack-unit", textContent: id }), ...parts, " "];
}),
);
};
const repaint = (...places) => {
for (const paragraph of paragraphs) if (places.some((place) => place && touches(place, paragraph))) paint(paragraph);
};
const list = element("ul", { className: "coursepack-marks" });
const listed = () =>
list.replaceChildren(
...[...marks.values()].map((mark) => {
const quote = mark.pieces.map((piece) => piece.quote).join(" … ");
return element(
"li",
{},
element("b", { textContent: `${name(mark.label)}: ` }),
`${quote} `,
button("add piece", () => extend(mark), `Add the chosen words to ${quote}`),
button("remove", () => edit({ remove: mark.id }, `Removed: ${quote}`), `Remove ${quote}`),
);
}),
);
const edit = (change, words_) => {
edits.push(change);
undone = [];
settle(words_);
};
const settle = (said) => {
const before = [...marks.values()];
marks = fold(edits);
const gone = chosen;
chosen = null;
repaint(gone, ...[...before, ...marks.values()].filter((mark) => !before.includes(mark) || !marks.has(mark.id)).flatMap((mark) => mark.pieces));
listed();
changed();
tell(said);
};
const piece = () => {
const [start, end] = chosen ? [chosen.start, chosen.end] : words[caret];
return { start, end, quote: cut(start, end) };
};
const label = (id) => {
if (marks.size >= page.at_most) return tell(`At most ${page.at_most} marks can be made. Remove one first.`);
const own = piece();
edit({ add: { id: randomId().slice(0, 12), label: id, pieces: [own] } }, `${name(id)}: ${own.quote}`);
};
const extend = (mark) => mark && edit({ add: { ...mark, pieces: [...mark.pieces, piece()] } }, `Added to ${name(mark.label)}`);
const move = (from, to, said) => {
if (!from.length) return tell(`Nothing to ${said}.`);
to.push(from.pop());
settle(said === "undo" ? "Undone" : "Done again");
};
const choose = (start, end, said) => {
const before = chosen;
chosen = start < end ? { start, end } : null;
repaint(before, chosen);
tell(said ?? `Chosen: ${cut(start, end)}`);
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
tell([cut(start, end), ...own.map((mark) => name(mark.label))].join(", "));
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
End: () => wordFrom(page.sentences[sentenceAt(words[caret][0])].end) - 1,
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
const sentences = describe(element("select", {}, element("option", { value: "", textContent: "a whole sentence …" })), {
"aria-label": "Choose a whole sentence",
});
page.sentences.forEach(({ id, start, end }, index) =>
sentences.append(element("option", { value: index, textContent: `${id} ${cut(start, Math.min(end, start + 60))}` })),
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
paragraphs.forEach(paint);
return {
node: element(
"div",
{},
describe(element("p", { className: "coursepack-actions" }, ...chips, ...tools), { role: "group", "aria-label": "Labels" }),
text,
element("p", { className: "coursepack-help", id: `${ids.group}-help`, textContent: HELP }),
element("details", {}, element("summary", { textContent: "Choose without selecting" }), sentences, phrase, finder),
list,
),
read: () => (edits.length || undone.length ? { text: page.digest, edits, undone } : null),
write: (answer) => {
const fits = answer?.text === page.digest;
[edits, undone] = fits ? [[...answer.edits], [...(answer.undone ?? [])]] : [[], []];
marks = fold(edits);
paragraphs.forEach(paint);
listed();
},
inputs: [...chips, ...tools, sentences, phrase, finder],
};
};
const REST = 800; // milliseconds of rest after typing before a draft is saved
const typedControl = (page, ids, changed) => {
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
const CONTROLS = {
choice: optionsControl,
choices: optionsControl,
classify: rowsControl,
match: rowsControl,
locate: locateControl,
order: orderControl,
spans: spansControl,
evidence: spansControl,
code: codeControl,
essay: essayControl,
number: typedControl,
short: typedControl,
};
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
const outcomeNodes = (outcome) => {
const nodes = [element("p", { className: "coursepack-headline", textContent: outcome.headline })];
for (const html of outcome.says) nodes.push(safe("div", "coursepack-says", html));
if (outcome.lines.length) nodes.push(element("ul", {}, ...outcome.lines.map(lineNode)));
if (outcome.key.length) {
const name = outcome.contested ? "Careful readers differ here. Accepted answers, with their weights:" : "The answer:";
nodes.push(element("p", { className: "coursepack-label", textContent: name }));
nodes.push(element("ul", {}, ...outcome.key.map((html) => safe("li", "", html))));
}
if (outcome.why) {
nodes.push(element("p", { className: "coursepack-label", textContent: "Why:" }), safe("div", "coursepack-says", outcome.why));
}
if (outcome.rests_on.length) {
const sentences = outcome.rests_on.map((unit) => element("p", {}, sentenceNode(unit)));
const summary = element("summary", { textContent: `The sentences it rests on (${outcome.rests_on.length})` });
nodes.push(element("details", {}, summary, ...sentences));
}
return nodes;
};
const openJournal = (name) => {
let pending = [];
try {
pending = JSON.parse(localStorage.getItem(name) ?? "[]");
} catch {
pending = [];
}
const store = () => {
try {
if (pending.length) localStorage.setItem(name, JSON.stringify(pending));
else localStorage.removeItem(name);
} catch {
}
};
return {
all: () => pending,
add(act) {
if (act.action === "save" && pending.at(-1)?.action === "save") pending.pop();
pending.push(act);
store();
},
remove(operation) {
pending = pending.filter((act) => act.operation !== operation);
store();
},
lastAnswer: () => pending.findLast((act) => "answer" in act)?.answer,
};
};
const PATIENCE = 3000; // milliseconds without an answer before "not saved yet" is shown
const RETRY = 10000;
const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
const keepKeys = (root) => {
root.addEventListener("keydown", (event) => {
const passes = event.ctrlKey || event.metaKey || (event.shiftKey && event.key === "Enter");
if (!passes) event.stopPropagation();
});
};
const build = (page, changed, tell) => {
const base = `coursepack-${randomId()}`;
const ids = { prompt: `${base}-prompt`, group: `${base}-group`, outcome: `${base}-outcome`, hints: `${base}-hints` };
const control = CONTROLS[page.kind](page, ids, changed, tell);
const button = (textContent, className) => element("button", { type: "button", textContent, className });
const parts = {
control,
submit: button("Submit answer", "coursepack-primary"),
hint: describe(button("", ""), { "aria-controls": ids.hints }),
reveal: button("Show the answer", ""),
status: element("span", { className: "coursepack-status" }),
alert: describe(element("div", { className: "coursepack-alert", hidden: true }), { role: "alert" }),
live: describe(element("p", { className: "coursepack-live" }), { role: "status" }),
hints: element("div", { id: ids.hints, className: "coursepack-hints" }),
outcome: element("div", { id: ids.outcome }),
notice: element("p", { className: "coursepack-notice", hidden: true }),
};
const prompt = safe("div", "coursepack-prompt", page.prompt);
prompt.id = ids.prompt;
for (const input of control.inputs) describe(input, { "aria-describedby": ids.outcome });
const about = `about ${plural(page.minutes, "minute")} · ${page.tries === 1 ? "1 try" : `${page.tries} tries`}`;
const root = describe(
element(
"section",
{ className: "coursepack-exercise", lang: "en" },
element("p", { className: "coursepack-head" }, element("b", { textContent: `Exercise ${page.id}` }), ` · ${about}`),
page.passage.length ? passageNode(page.passage) : null,
parts.notice,
prompt,
control.node,
parts.hints,
element("p", { className: "coursepack-actions" }, parts.submit, parts.hint, parts.reveal, parts.status),
parts.alert,
parts.outcome,
parts.live,
),
{ "aria-label": `Exercise ${page.id}`, "data-lm-suppress-shortcuts": "true" },
);
keepKeys(root);
return { root, ...parts };
};
const show = (parts, state, page) => {
const total = state.hints.length + state.hints_left;
parts.hints.replaceChildren(
...state.hints.map((html, index) =>
element("div", { className: "coursepack-hint" }, element("b", { textContent: `Hint ${index + 1}` }), safe("div", "", html)),
),
);
parts.hint.hidden = total === 0 || (state.closed && !state.hints.length);
parts.hint.disabled = state.hints_left === 0 || state.closed;
parts.hint.textContent = state.hints_left
? `Hint ${state.hints.length + 1} of ${total} (lowers the credit)`
: `${plural(total, "hint")} open`;
describe(parts.hint, { "aria-expanded": String(state.hints.length > 0) });
parts.reveal.hidden = !state.can_reveal;
parts.submit.hidden = state.closed;
parts.notice.textContent = state.notice;
parts.notice.hidden = !state.notice;
for (const input of parts.control.inputs) input.disabled = state.closed;
parts.outcome.className = state.outcome ? `coursepack-outcome coursepack-${state.outcome.kind}` : "";
parts.outcome.replaceChildren(...(state.outcome ? outcomeNodes(state.outcome) : []));
parts.root.dataset.closed = String(state.closed);
parts.root.dataset.kind = page.kind;
};
function render({ model, el }) {
const page = model.get("page");
const journal = openJournal(page.journal);
let watchdog = 0;
let retry = RETRY;
const tell = (text) => {
parts.status.textContent = text;
parts.live.textContent = text;
};
const warn = (text) => {
const again = element("button", { type: "button", textContent: "Try again" });
again.addEventListener("click", () => sendAll());
parts.alert.replaceChildren(element("p", { textContent: text }), again);
parts.alert.hidden = false;
parts.status.textContent = "Not saved yet";
};
const watch = () => {
clearTimeout(watchdog);
watchdog = journal.all().length ? setTimeout(late, PATIENCE) : 0;
};
const late = () => {
warn(
"Not saved yet: the notebook's kernel is busy or has stopped. Your answer is kept in this browser. " +
"Wait a moment, or restart the kernel and run this cell again.",
);
watchdog = setTimeout(() => {
retry *= 2;
sendAll();
}, retry);
};
const send = (act) => {
try {
model.send(act);
} catch {
late();
}
};
const sendAll = () => {
for (const act of journal.all()) send(act);
watch();
};
const act = (action) => {
const needsAnswer = action === "save" || action === "submit";
const own = { operation: randomId(), action, ...(needsAnswer ? { answer: parts.control.read() } : {}) };
journal.add(own);
parts.status.textContent = "Saving …";
send(own);
watch();
};
const parts = build(page, () => act("save"), tell);
const refresh = () => {
const state = model.get("state");
show(parts, state, page);
if (!journal.all().length && JSON.stringify(parts.control.read()) !== JSON.stringify(state.answer)) {
parts.control.write(state.answer);
}
};
const savedWords = () => {
const state = model.get("state");
if (state.outcome) return state.draft ? "Draft saved. Submit it to replace your earlier answer." : "Saved";
return state.draft ? "Draft saved" : "Saved";
};
const hear = (message) => {
if (message?.type === "done") {
const own = journal.all().find((known) => known.operation === message.operation);
journal.remove(message.operation);
if (journal.all().length) return;
watch();
retry = RETRY;
parts.alert.hidden = true;
parts.alert.replaceChildren();
const headline = own?.action === "save" ? "" : (model.get("state").outcome?.headline ?? "");
parts.status.textContent = savedWords();
parts.live.textContent = `${savedWords()}. ${headline}`;
if (document.activeElement === document.body) parts.outcome.querySelector("summary")?.focus();
} else if (message?.type === "failed") {
clearTimeout(watchdog);
warn(`${message.message} Your answer is kept in this browser until it can be saved.`);
}
};
parts.submit.addEventListener("click", () => act("submit"));
parts.hint.addEventListener("click", () => act("hint"));
parts.reveal.addEventListener("click", () => act("reveal"));
show(parts, model.get("state"), page);
parts.control.write(journal.lastAnswer() ?? model.get("state").answer);
if (journal.all().length) sendAll();
else if (model.get("state").answer !== null) parts.status.textContent = savedWords();
el.replaceChildren(parts.root);
model.on("change:state", refresh);
model.on("msg:custom", hear);
return () => {
clearTimeout(watchdog);
parts.control.flush?.();
model.off("change:state", refresh);
model.off("msg:custom", hear);
};
}
export default { render };
