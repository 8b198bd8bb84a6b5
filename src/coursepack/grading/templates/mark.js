// Knows what keys and buttons of a marking page do. "Saved" is only said when the program has said so.
"use strict";

const form = document.getElementById("mark");
const singleKeys = document.getElementById("single-keys");
const SWITCH = "coursepack-single-keys";

// A browser may refuse to remember anything; then the switch holds for one page.
function remembered(use) {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}
singleKeys.checked = remembered((storage) => storage.getItem(SWITCH)) !== "off";
singleKeys.addEventListener("change", () =>
  remembered((storage) => storage.setItem(SWITCH, singleKeys.checked ? "on" : "off")),
);

const desk = form ? markingForm() : null;

document.addEventListener("keydown", (event) => {
  const writing = event.target.matches("textarea");
  if (writing && event.key === "Escape") return desk.toLines();
  if (writing && event.key === "Enter" && (event.ctrlKey || event.metaKey)) return desk.save();
  if (writing || event.ctrlKey || event.metaKey || event.altKey || !singleKeys.checked || event.repeat) return;
  if (event.key === "Enter" && event.target.matches("a, button, summary, input")) return;
  if (act(event.key)) event.preventDefault();
});

function act(key) {
  const link = document.querySelector(`a[data-key="${CSS.escape(key)}"]`);
  if (link) {
    desk ? desk.leaveFor(link.href) : location.assign(link.href);
    return true;
  }
  if (!desk) return false;
  if (/^[0-9]$/.test(key)) desk.give(key);
  else if (key === "a" || key === "b") return desk.take(key === "a" ? 0 : 1);
  else if (key === "h") desk.half();
  else if (key === "Enter") desk.save();
  else if (key === "c") desk.comment.focus();
  else if (key === "r") document.querySelector(".again")?.focus();
  else if (key === "q") document.getElementById("question").toggleAttribute("open");
  else return false;
  return true;
}

function markingForm() {
  const lines = [...form.querySelectorAll("fieldset")];
  const state = document.getElementById("state");
  const comment = document.getElementById("comment");
  const withdraw = document.getElementById("withdraw");
  let changes = 0;
  let kept = 0;
  let lastSet = null;
  let beforeHalf = null;
  let warnedAt = -1;
  let queue = Promise.resolve(true);

  const chosen = (line) => line.querySelector("input:checked");
  const changed = () => changes !== kept;

  function say(words, failed = false) {
    state.textContent = words;
    state.classList.toggle("failed", failed);
  }

  function touched() {
    changes += 1;
    say("Not saved yet.");
  }

  function focusLine(line) {
    (chosen(line) ?? line.querySelector("input")).focus();
  }

  function toLines() {
    focusLine(lines.find((line) => !chosen(line)) ?? lines[0]);
  }

  function set(line, value) {
    const input = [...line.querySelectorAll("input")].find((each) => Number(each.value) === value);
    if (!input) return false;
    input.checked = true;
    lastSet = line;
    beforeHalf = null;
    touched();
    return true;
  }

  function give(digit) {
    const line =
      lines.find((each) => each.contains(document.activeElement)) ?? lines.find((each) => !chosen(each)) ?? lines[0];
    if (!set(line, Number(digit))) return say(`${digit} cannot be given on this line.`);
    const next = lines[lines.indexOf(line) + 1];
    focusLine(next ?? line);
  }

  function half() {
    if (!lastSet || !chosen(lastSet)) return say("First give points, then h makes it half a point more.");
    const now = Number(chosen(lastSet).value);
    const back = beforeHalf;
    if (back !== null) return set(lastSet, back);
    if (set(lastSet, now + 0.5) || set(lastSet, now - 0.5)) beforeHalf = now;
    else say("There are no half points on this line.");
  }

  // Both marks of a dispute stand in a table; a line whose points cannot be given stays as it is.
  function take(marker) {
    const rows = [...document.querySelectorAll("#apart tr[data-given]")];
    if (!rows.length) return false;
    const taken = rows.filter((row) => {
      const line = lines.find((each) => each.dataset.line === row.dataset.given);
      return line && set(line, Number(row.querySelectorAll("td")[marker].textContent));
    });
    if (taken.length < rows.length) say("Not all of these points can be given here. Look at every line.");
    focusLine(lines[0]);
    return true;
  }

  function save() {
    const open = lines.filter((line) => !chosen(line));
    if (open.length) {
      say(`Not saved: ${open.length} of ${lines.length} lines have no points.`, true);
      focusLine(open[0]);
      return Promise.resolve(false);
    }
    const points = Object.fromEntries(lines.map((line) => [line.dataset.line, Number(chosen(line).value)]));
    return send({ points, comment: comment.value }, "Saved");
  }

  // One after the other, so that the last mark on the page is the last one in the file.
  function send(mark, done) {
    const sent = changes;
    queue = queue.then(() => post(mark, done, sent));
    return queue;
  }

  async function post(mark, done, sent) {
    say("Saving …");
    try {
      const answer = await fetch(form.dataset.save, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ digest: form.dataset.digest, ...mark }),
      });
      const told = await answer.json();
      if (!told.saved) return refused(told.why);
      kept = sent;
      const progress = `${told.marked} of ${told.total} ${form.dataset.done}`;
      document.getElementById("progress").textContent = progress;
      withdraw.hidden = Boolean(mark.withdraw);
      say(changed() ? "Not saved yet." : `${done}. ${progress}.`);
      return true;
    } catch {
      return refused("The marking program does not answer. Start it again, then load this page again.");
    }
  }

  function refused(why) {
    say(`NOT saved: ${why}`, true);
    return false;
  }

  async function leaveFor(address) {
    const complete = lines.every(chosen);
    if (complete && changed() && (!(await save()) || changed())) return;
    if (changed() && warnedAt !== changes) {
      warnedAt = changes;
      say("Not saved: a line has no points. Press the key again to leave without saving.", true);
      return;
    }
    kept = changes;
    location.assign(address);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  form.addEventListener("input", (event) => {
    if (event.target.type === "radio") {
      lastSet = event.target.closest("fieldset");
      beforeHalf = null;
    }
    touched();
  });
  for (const button of form.querySelectorAll(".again")) {
    button.addEventListener("click", () => {
      comment.value = comment.value.trim() ? `${comment.value.trimEnd()}\n${button.textContent}` : button.textContent;
      touched();
    });
  }
  document.querySelectorAll(".take").forEach((button, marker) => button.addEventListener("click", () => take(marker)));
  for (const link of document.querySelectorAll("a")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      leaveFor(link.href);
    });
  }
  withdraw.addEventListener("click", async () => {
    if (await send({ withdraw: true }, "The mark is taken back")) {
      for (const input of form.querySelectorAll("input:checked")) input.checked = false;
      toLines();
    }
  });
  addEventListener("beforeunload", (event) => {
    if (changed()) event.preventDefault();
  });
  document.getElementById("answer").focus({ preventScroll: true });
  return { comment, give, half, leaveFor, save, take, toLines };
}
