"""Knows how an exercise stands in a notebook: one widget, its static forms in the same output."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import anywidget
import traitlets

from coursepack.answers import Answer, AnswerLog
from coursepack.course import Course, load_course
from coursepack.items import Item, find_item
from coursepack.widgets.outcome import in_markdown
from coursepack.widgets.page import page
from coursepack.widgets.session import Session, operation_from
from coursepack.widgets.static import to_markdown, to_plain

HERE = Path(__file__).parent

_shown: WeakValueDictionary[str, ExerciseWidget] = WeakValueDictionary()


class ExerciseWidget(anywidget.AnyWidget):
    """The live view of one exercise.

    ``page`` is what is asked; ``state`` what may be seen now. The page sends acts as messages
    and clears its own copy of them only after the answer ``done``.
    """

    _esm = HERE / "exercise.js"
    _css = HERE / "exercise.css"
    page = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(self, item: Item, course: Course, log: AnswerLog | None = None) -> None:
        self.session = Session(item, course, log)
        self._turn = threading.Lock()  # two threads bring messages; the older state must not be shown last
        super().__init__(page=page(item, course, self.session.log), state=self.session.state())
        self.on_msg(self._on_message)

    def submit(self, answer: Answer) -> ExerciseWidget:
        """Submit an answer from code, as the button does; return the exercise for showing it."""
        self.state = self.session.submit(answer)
        return self

    def feedback(self) -> str:
        """Return what the exercise says to the answer now, as Markdown; empty before there is one."""
        outcome = self.session.outcome()
        return in_markdown(outcome) if outcome else ""

    def _on_message(self, _widget: object, content: Any, _buffers: object) -> None:
        operation = operation_from(content) if isinstance(content, dict) else None
        if operation is None:
            return
        answer: dict[str, Any] = {"operation": operation.id}
        try:
            with self._turn:
                self.session.do(operation)
                self.state = self.session.state()
            answer["type"] = "done"
        except Exception as error:  # noqa: BLE001 (an exception in a callback reaches nobody: it is shown in the exercise)
            answer |= {"type": "failed", "message": f"Not saved: {error}"}
        self.send(answer)

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        past = self.session.history()
        forms = {
            "text/markdown": to_markdown(self.session.item, past, self.session.course),
            "text/plain": to_plain(self.session.item, past),
        }
        return data | forms, metadata

    def __repr__(self) -> str:
        return to_plain(self.session.item, self.session.history())


def exercise(item_id: str) -> ExerciseWidget:
    """Show one exercise by its id; raise ``CourseError`` that lists the ids there are.

    Showing it again closes the earlier view, so that one live view is left.
    """
    course = load_course()
    item = find_item(item_id, course)
    earlier = _shown.pop(item_id, None)
    if earlier is not None:
        earlier.close()
    _shown[item_id] = widget = ExerciseWidget(item, course)
    return widget
