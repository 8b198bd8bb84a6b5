// The view of one exercise. Python decides everything; this file shows `page` and `state`,
// sends acts, and keeps a copy of each act in the browser until Python says it is on disk.

import { CONTROLS } from "./controls.js";
import { describe, element, plural, randomId, safe } from "./dom.js";
import { outcomeNodes } from "./feedback.js";
import { openJournal } from "./journal.js";
import { passageNode } from "./sentences.js";
import { sureControl } from "./sure.js";

const PATIENCE = 3000; // milliseconds without an answer before "not saved yet" is shown
const RETRY = 10000;
const NEAREST = { block: "nearest" }; // scrolls only as far as it must

// JupyterLab's command mode acts on single keys wherever the focus is: x would cut this cell.
const keepKeys = (root) => {
  root.addEventListener("keydown", (event) => {
    const passes = event.ctrlKey || event.metaKey || (event.shiftKey && event.key === "Enter");
    if (!passes) event.stopPropagation();
  });
};

const build = (page, changed, tell) => {
  const base = `coursepack-${randomId()}`;
  const names = ["prompt", "group", "outcome", "hints", "sure"];
  const ids = Object.fromEntries(names.map((name) => [name, `${base}-${name}`]));
  const control = CONTROLS[page.kind](page, ids, changed, tell);
  const button = (textContent, className) => element("button", { type: "button", textContent, className });
  const parts = {
    control,
    sure: sureControl(ids, changed),
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
  for (const input of control.inputs) {
    const own = input.getAttribute("aria-describedby");
    describe(input, { "aria-describedby": own ? `${own} ${ids.outcome}` : ids.outcome });
  }
  const tries = page.tries === 1 ? "1 try" : `${page.tries} tries`;
  const about = `about ${plural(page.minutes, "minute")} · ${page.by_hand ?? tries}`;
  const root = describe(
    element(
      "section",
      { className: "coursepack-exercise", lang: "en" },
      element("p", { className: "coursepack-head" }, element("b", { textContent: `Exercise ${page.id}` }), ` · ${about}`),
      page.passage.length ? passageNode(page.passage) : null,
      parts.notice,
      prompt,
      control.node,
      parts.sure.node,
      element("p", { className: "coursepack-actions" }, parts.submit, parts.hint, parts.reveal, parts.status),
      parts.alert,
      // Below the buttons: what opens must not push away the button that was just pressed.
      parts.outcome,
      parts.hints,
      control.after,
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
  parts.hint.hidden = total === 0 || state.closed;
  parts.hint.disabled = state.hints_left === 0;
  parts.hint.textContent = state.hints_left
    ? `Hint ${state.hints.length + 1} of ${total}${page.by_hand ? "" : " (lowers the credit)"}`
    : `${plural(total, "hint")} open`;
  describe(parts.hint, { "aria-expanded": String(state.hints.length > 0) });
  parts.reveal.hidden = !state.can_reveal;
  parts.submit.hidden = state.closed;
  parts.notice.textContent = state.notice;
  parts.notice.hidden = !state.notice;
  for (const input of [...parts.control.inputs, ...parts.sure.inputs]) input.disabled = state.closed;
  parts.sure.node.hidden = state.closed;
  parts.control.assess?.(state.assess);
  parts.outcome.className = state.outcome ? `coursepack-outcome coursepack-${state.outcome.kind}` : "";
  parts.outcome.replaceChildren(...(state.outcome ? outcomeNodes(state.outcome) : []));
  parts.root.dataset.closed = String(state.closed);
  parts.root.dataset.kind = page.kind;
};

function render({ model, el }) {
  const page = model.get("page");
  const journal = openJournal(page.journal);
  const view = randomId();
  let acts = 0;
  let watchdog = 0;
  let retry = RETRY;
  let told = "";

  const tell = (text, shown = true) => {
    told = text;
    if (shown) parts.status.textContent = text;
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
        "Wait, or restart the kernel and run this cell again.",
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

  const act = (wish) => {
    // What is too long to be kept waits as a draft; Python says how long it may be.
    const action = wish === "submit" && parts.control.tooLong?.() ? "save" : wish;
    const given = () => ({ answer: parts.control.read(), sure: parts.sure.read() });
    // Counted: two threads of the kernel may come to two acts in the wrong order.
    const own = { operation: `${view} ${++acts}`, action, ...(action === "save" || action === "submit" ? given() : {}) };
    told = "";
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
    if (!journal.all().length) parts.sure.write(state.sure);
  };

  const savedWords = () => {
    const state = model.get("state");
    if (!state.draft) return "Saved";
    return state.outcome ? "Draft saved, not submitted" : "Draft saved";
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
      // What was told a moment ago stands on: a screen reader may not have come to it yet.
      parts.live.textContent = `${told} ${headline.startsWith("Saved") ? headline : `${savedWords()}. ${headline}`}`.trim();
      if (document.activeElement === document.body) parts.outcome.querySelector("summary")?.focus({ preventScroll: true });
      if (own && own.action !== "save") {
        // The outcome has the last word: where both do not fit, it is in view.
        if (!model.get("state").closed) parts.hints.scrollIntoView(NEAREST);
        parts.outcome.scrollIntoView(NEAREST);
      }
    } else if (message?.type === "failed") {
      clearTimeout(watchdog);
      warn(`${message.message} Your answer is kept in this browser until it can be saved.`);
    }
  };

  parts.submit.addEventListener("click", () => act("submit"));
  parts.hint.addEventListener("click", () => act("hint"));
  parts.reveal.addEventListener("click", () => act("reveal"));

  show(parts, model.get("state"), page);
  const waiting = journal.lastGiven();
  parts.control.write(waiting?.answer ?? model.get("state").answer);
  parts.sure.write((waiting ?? model.get("state")).sure);
  if (journal.all().length) sendAll();
  else if (model.get("state").answer !== null) parts.status.textContent = savedWords();
  el.replaceChildren(parts.root);

  const flush = () => parts.control.flush?.();
  model.on("change:state", refresh);
  model.on("msg:custom", hear);
  window.addEventListener("pagehide", flush);
  return () => {
    clearTimeout(watchdog);
    flush();
    window.removeEventListener("pagehide", flush);
    model.off("change:state", refresh);
    model.off("msg:custom", hear);
  };
}

export default { render };
