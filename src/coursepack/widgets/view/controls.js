// Which control serves which kind. Each takes (page, ids, changed, tell) and gives { node, read, write, inputs }.

import { locateControl } from "./locate.js";
import { optionsControl } from "./options.js";
import { rowsControl } from "./rows.js";
import { typedControl } from "./typed.js";

export const CONTROLS = {
  choice: optionsControl,
  choices: optionsControl,
  classify: rowsControl,
  match: rowsControl,
  locate: locateControl,
  number: typedControl,
  short: typedControl,
};
