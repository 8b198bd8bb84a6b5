// Which control serves which kind. Each takes (page, ids, changed, tell) and gives { node, read, write, inputs }.

import { codeControl } from "./code.js";
import { essayControl } from "./essay.js";
import { locateControl } from "./locate.js";
import { optionsControl } from "./options.js";
import { orderControl } from "./order.js";
import { rowsControl } from "./rows.js";
import { spansControl } from "./spans.js";
import { typedControl } from "./typed.js";

export const CONTROLS = {
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
