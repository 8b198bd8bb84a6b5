// The browser's own copy of acts that are not on disk yet.

export const openJournal = (name) => {
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
      // A full or forbidden store costs the second net only: the act is sent all the same.
    }
  };
  return {
    all: () => pending,
    add(act) {
      // A later draft replaces an earlier one that waits at the end.
      if (act.action === "save" && pending.at(-1)?.action === "save") pending.pop();
      pending.push(act);
      store();
    },
    remove(operation) {
      pending = pending.filter((act) => act.operation !== operation);
      store();
    },
    lastGiven: () => pending.findLast((act) => "answer" in act),
  };
};
