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
const spansControl = () => ({ node: element("div"), read: () => null, write: () => {}, inputs: [] });
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
