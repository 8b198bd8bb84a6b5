// The words of a chart: description, caveat, and a list of sentences behind every mark.
// A click on a mark of the figure above opens its list.

const WAIT = 10000; // milliseconds to wait for the figure above to be drawn
const AT_ONCE = 260; // characters of the description that stand open: what is drawn, and how to read it

const element = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};

const markNode = (mark) =>
  element(
    "details",
    {},
    element("summary", { textContent: mark.label }),
    element(
      "ul",
      {},
      ...mark.sentences.map(([unit, text]) =>
        element("li", {}, element("span", { className: "coursepack-unit", textContent: unit }), ` ${text}`),
      ),
    ),
  );

// A long description tells every number of the figure: its first sentences stand open, the rest on demand.
const descriptionNodes = (description) => {
  const sentences = description.split(/(?<=\. )/);
  let count = 1;
  while (count < sentences.length && sentences.slice(0, count + 1).join("").length <= AT_ONCE) count += 1;
  const paragraph = (from, to) => element("p", { textContent: sentences.slice(from, to).join("") });
  if (count === sentences.length) return [paragraph(0)];
  const summary = element("summary", { textContent: "All numbers in words" });
  return [paragraph(0, count), element("details", {}, summary, paragraph(count))];
};

// The figure is drawn by JupyterLab in the output just before this one.
const figureAbove = (node) => {
  const figures = node.closest(".jp-OutputArea")?.querySelectorAll(".js-plotly-plot") ?? [];
  return [...figures].findLast((figure) => figure.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
};

const listen = (node, open) => {
  const started = performance.now();
  const look = () => {
    const figure = figureAbove(node);
    if (figure?.on) figure.on("plotly_click", (event) => open([event.points[0].customdata].flat()[0]));
    else if (performance.now() - started < WAIT) setTimeout(look, 200);
  };
  look();
};

function render({ model, el }) {
  const chart = model.get("chart");
  const lists = chart.marks.map((mark) => (mark.sentences.length ? markNode(mark) : null));
  const root = element(
    "section",
    { className: "coursepack-figure", lang: "en" },
    ...descriptionNodes(chart.description),
    element("p", { className: "coursepack-caveat", textContent: chart.caveat }),
    element("p", { className: "coursepack-label", textContent: "What is behind each mark? Click it in the figure, or open it here." }),
    element("div", { className: "coursepack-lists" }, ...lists.filter(Boolean)),
  );
  root.setAttribute("aria-label", `Figure in words: ${chart.title}`);
  root.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey || (event.shiftKey && event.key === "Enter"))) event.stopPropagation();
  });
  el.replaceChildren(root);
  listen(el, (index) => {
    const list = lists[index];
    if (!list) return;
    list.open = true;
    list.querySelector("summary").focus();
    list.scrollIntoView({ block: "nearest" });
  });
}

export default { render };
