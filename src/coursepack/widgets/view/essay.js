// essay: a text, with the rubric in view; afterwards one's own points by the rubric.

import { describe, element, plural, safe, selectNode } from "./dom.js";

const ESSAY_REST = 800; // milliseconds of rest after typing before a draft is saved
const LONG = 10; // a long text rests longer, a second for each 10,000 characters: every draft is kept whole

export const essayControl = (page, ids, changed, tell) => {
  const lines = page.rubric.map((line) =>
    element("li", {}, safe("span", "", line.html), ` (${plural(line.points, "point")})`),
  );
  const rubric = element(
    "div",
    { id: `${ids.group}-rubric`, className: "coursepack-rubric" },
    element("p", { className: "coursepack-label", textContent: "What counts" }),
    element("ul", {}, ...lines),
  );
  const area = element("textarea", { rows: 9 });
  const words = element("p", { id: ids.group, className: "coursepack-words" });
  describe(area, { "aria-labelledby": ids.prompt, "aria-describedby": `${rubric.id} ${words.id}` });
  const wanted = page.fewest ? `${page.fewest} to ${page.most} wanted` : `at most ${page.most} wanted`;
  const count = () => {
    words.textContent = `${plural(area.value.match(/\S+/g)?.length ?? 0, "word")}; ${wanted}`;
  };

  let timer = 0;
  const now = () => {
    clearTimeout(timer);
    timer = 0;
    changed();
    tell(words.textContent, false);
  };
  area.addEventListener("input", () => {
    count();
    clearTimeout(timer);
    timer = setTimeout(now, Math.max(ESSAY_REST, area.value.length / LONG));
  });
  area.addEventListener("blur", () => timer && now());

  const own = page.rubric.map((line) => {
    const options = line.steps.map((step) => [step, `${step} of ${line.points}`]);
    const select = selectNode("choose …", options);
    select.addEventListener("change", () => changed());
    return { id: line.id, select, node: element("label", {}, safe("span", "", line.html), select) };
  });
  const after = element(
    "fieldset",
    { className: "coursepack-assess" },
    element("legend", { className: "coursepack-label", textContent: "Your own points, by the rubric" }),
    ...own.map(({ node }) => node),
  );

  return {
    node: element("div", {}, rubric, area, words),
    after,
    assess: (open) => {
      after.hidden = !open;
      for (const { select } of own) select.disabled = !open;
    },
    read: () => ({
      text: area.value,
      self: Object.fromEntries(own.filter(({ select }) => select.value).map(({ id, select }) => [id, Number(select.value)])),
    }),
    write: (answer) => {
      // What is being typed is never written over.
      if (!timer && area.value !== (answer?.text ?? "")) area.value = answer?.text ?? "";
      for (const { id, select } of own) select.value = answer?.self?.[id] ?? "";
      count();
    },
    tooLong: () => area.value.length > page.longest && [...area.value].length > page.longest,
    inputs: [area],
    flush: () => timer && now(),
  };
};
