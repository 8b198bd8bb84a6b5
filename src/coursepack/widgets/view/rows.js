// classify, match: one option for every row.

import { describe, element, safe, selectNode } from "./dom.js";
import { tick } from "./tick.js";

const rowControl = (page, row, ids, changed) => {
  const legend = element(
    "legend",
    { id: `${ids.group}-${row.id}` },
    row.unit ? element("span", { className: "coursepack-unit", textContent: row.unit }) : null,
    safe("span", "", row.html),
  );
  if (page.list) {
    const options = page.options.map(({ id, text }) => [id, text]);
    const select = describe(selectNode("choose …", options), { "aria-labelledby": legend.id });
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

export const rowsControl = (page, ids, changed) => {
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
