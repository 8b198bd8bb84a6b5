// Small helpers for building nodes.

export const element = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
};

// Only for texts that Python has made safe.
export const safe = (tag, className, html) => element(tag, { className, innerHTML: html });

export const describe = (node, attributes) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) node.removeAttribute(name);
    else node.setAttribute(name, value);
  }
  return node;
};

export const selectNode = (first, options) =>
  element("select", {}, ...[["", first], ...options].map(([value, textContent]) => element("option", { value, textContent })));

export const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

export const randomId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
