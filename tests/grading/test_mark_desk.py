"""A marker's desk and the pages that serve it: blind to others, deaf to strangers, honest about the disk."""

from __future__ import annotations

import http.client
import json
import os
import socket
import struct
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from classroom import Classroom
from coursepack.course import Course
from coursepack.faults import CourseError
from coursepack.grading.mark_desk import Desk, NotAMarkError, open_desk
from coursepack.grading.mark_server import MOST_BYTES, MarkServer, serving
from coursepack.grading.marks import MarksFile
from support import marking_course, write_log

UNIT = "03-marking"
ITEM = "small-essay"
NAMES = ("anna", "bert", "carla", "dora")
HOSTILE = "<script>alert(1)</script></div>{{ 7 * 7 }}\N{RIGHT-TO-LEFT OVERRIDE} אמר"
FULL = {"chain": 1, "hedge": 2}
Answer = tuple[int, Mapping[str, str], bytes]


@pytest.fixture(scope="module", name="course")
def _course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return marking_course(tmp_path_factory.mktemp("desk") / "pack")


@pytest.fixture(name="classroom")
def _classroom(course: Course, tmp_path: Path) -> Classroom:
    room = Classroom(course, tmp_path / "submissions", tmp_path / "report")
    for name in NAMES:
        room.hand_in(f"{name}.jsonl", {ITEM: {"text": f"{HOSTILE} {NAMES.index(name)}", "self": {}}})
    return room


@pytest.fixture
def marks(tmp_path: Path) -> Path:
    return tmp_path / "marks"


def desk_of(classroom: Classroom, marks: Path, marker: str = "ann", *, names: bool = False) -> Desk:
    return open_desk(classroom.course, classroom.submissions, marks, marker, [UNIT], names=names)


def sent(desk: Desk, place: int, **changes: Any) -> dict[str, Any]:
    digest = desk.answer(ITEM, place).answer.key.digest
    return {"digest": digest, "points": FULL, "comment": "", **changes}


# ---- the desk


def test_marks_are_there_again_at_the_next_start(classroom: Classroom, marks: Path) -> None:
    desk = desk_of(classroom, marks)
    desk.save(ITEM, 2, sent(desk, 2, comment=" Well said. "))
    again = desk_of(classroom, marks)
    assert [again.answer(ITEM, place).mark is not None for place in range(4)] == [False, False, True, False]
    shown = again.answer(ITEM, 2)
    assert shown.mark is not None
    assert (shown.mark.comment, dict(shown.mark.points)) == ("Well said.", FULL)
    assert (shown.comments, shown.progress.marked, again.next_open(ITEM, 1)) == (["Well said."], 1, 3)


def test_a_second_marker_sees_nothing_of_the_first(classroom: Classroom, marks: Path) -> None:
    ann = desk_of(classroom, marks, "ann")
    for place in range(4):
        ann.save(ITEM, place, sent(ann, place, comment="Ann was here"))
    bob = desk_of(classroom, marks, "bob")
    assert bob.progress(ITEM).marked == 0
    with serving(bob) as server:
        for path in ("", *(f"{ITEM}/{place}" for place in range(1, 5))):
            content = ask(server, path)[2].decode()
            assert "Ann was here" not in content
            assert "checked>" not in content.replace('id="single-keys" checked>', "")


def test_a_mark_taken_back_leaves_the_answer_unmarked(classroom: Classroom, marks: Path) -> None:
    desk = desk_of(classroom, marks)
    desk.save(ITEM, 0, sent(desk, 0))
    assert desk.save(ITEM, 0, sent(desk, 0, withdraw=True)).marked == 0
    assert desk_of(classroom, marks).progress(ITEM).marked == 0


def test_the_file_of_marks_holds_no_name(classroom: Classroom, marks: Path) -> None:
    desk = desk_of(classroom, marks)
    for place in range(4):
        desk.save(ITEM, place, sent(desk, place))
    content = (marks / "ann.jsonl").read_text(encoding="utf-8")
    assert not any(name in content for name in NAMES)


@pytest.mark.parametrize(
    "changes",
    [
        {"digest": "another"},
        {"points": {}},
        {"points": {"chain": 1}},
        {"points": {**FULL, "more": 1}},
        {"points": {"chain": 1, "hedge": 2.5}},
        {"points": {"chain": -1, "hedge": 2}},
        {"points": {"chain": True, "hedge": 2}},
        {"points": {"chain": "1", "hedge": 2}},
        {"points": [1, 2]},
        {"comment": 7},
        {"comment": "a" * 200_000},
    ],
)
def test_what_is_no_mark_of_this_answer_is_refused_and_not_written(
    classroom: Classroom, marks: Path, changes: dict[str, Any]
) -> None:
    desk = desk_of(classroom, marks)
    with pytest.raises(NotAMarkError):
        desk.save(ITEM, 0, sent(desk, 0, **changes))
    assert not marks.exists()
    assert desk.progress(ITEM).marked == 0


def test_a_text_that_is_too_long_and_a_broken_file_are_told_and_the_others_marked(
    classroom: Classroom, marks: Path
) -> None:
    classroom.hand_in("long.jsonl", {ITEM: {"text": "a" * 200_000, "self": {}}})
    classroom.hand_in_bytes("broken.jsonl", b"\x00\x01")
    desk = desk_of(classroom, marks)
    assert desk.progress(ITEM).total == 4
    assert [note.split(":")[0] for note in desk.notes] == ["broken.jsonl", "long.jsonl"]
    assert "200,000 characters" in desk.notes[1]


def test_a_zip_of_a_platform_is_read_as_in_grading(classroom: Classroom, marks: Path, tmp_path: Path) -> None:
    archive = tmp_path / "class.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name in NAMES:
            packed.write(classroom.submissions / f"{name}.jsonl", f"{name}.jsonl")
    from_zip = open_desk(classroom.course, archive, marks, "ann", [UNIT])
    folder = desk_of(classroom, marks)
    for place in range(4):
        assert from_zip.answer(ITEM, place).answer == folder.answer(ITEM, place).answer


def test_marks_among_the_submissions_and_a_class_without_texts_are_refused(
    classroom: Classroom, course: Course, tmp_path: Path
) -> None:
    with pytest.raises(CourseError, match="a folder among the submissions"):
        desk_of(classroom, classroom.submissions / "marks")
    write_log(tmp_path / "silent" / "jane.jsonl", course, {})
    with pytest.raises(CourseError, match="no written answer"):
        open_desk(course, tmp_path / "silent", tmp_path / "marks", "ann", [UNIT])
    with pytest.raises(CourseError, match="no exercise that a person marks"):
        open_desk(course, classroom.submissions, tmp_path / "marks", "ann", [course.units[0].id])


def test_a_file_of_marks_under_another_name_is_refused(classroom: Classroom, marks: Path) -> None:
    desk = desk_of(classroom, marks, "ann")
    desk.save(ITEM, 0, sent(desk, 0))
    (marks / "ann.jsonl").rename(marks / "bob.jsonl")
    with pytest.raises(CourseError, match='expected marks by "bob"'):
        MarksFile(marks, "bob", classroom.course.id).read()


# ---- the pages


@pytest.fixture
def server(classroom: Classroom, marks: Path) -> Iterator[MarkServer]:
    with serving(desk_of(classroom, marks)) as server:
        yield server


def ask(
    server: MarkServer,
    path: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    token: str | None = None,
) -> Answer:
    """Send one request to a server; with a body it is a POST that comes from the page itself."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=10)
    own = {"Origin": server.origin, "Content-Type": "application/json"} if body is not None else {}
    wanted = {**own, **(headers or {})}
    connection.request(
        "GET" if body is None else "POST",
        f"/{server.token if token is None else token}/{path}",
        body,
        {name: value for name, value in wanted.items() if value},
    )
    answer = connection.getresponse()
    done = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return done


def mark_of(server: MarkServer, **changes: Any) -> bytes:
    return json.dumps(sent(server.desk, 0, **changes)).encode()


def test_a_page_escapes_the_text_names_nobody_and_allows_nothing_from_outside(server: MarkServer) -> None:
    status, headers, content = ask(server, f"{ITEM}/1")
    page = content.decode()
    assert status == 200
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;/div&gt;{{ 7 * 7 }}" in page
    assert page.count("<script") == 1
    assert not any(name in page for name in NAMES)
    policy = headers["Content-Security-Policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert not any("unsafe" in rule or "http" in rule or "*" in rule for rule in policy)
    assert headers["Cache-Control"] == "no-store"
    assert "http" not in page


def test_names_are_shown_only_on_request(classroom: Classroom, marks: Path) -> None:
    with serving(desk_of(classroom, marks, names=True)) as server:
        shown = {
            name
            for place in range(1, 5)
            for name in NAMES
            if name in ask(server, f"{ITEM}/{place}")[2].decode()
        }
    assert shown == set(NAMES)


def test_a_mark_is_saved_and_said_to_be_when_it_is_on_disk(server: MarkServer, marks: Path) -> None:
    status, _, content = ask(server, f"{ITEM}/1", mark_of(server, comment="\ud800 half a character"))
    assert (status, json.loads(content)) == (200, {"saved": True, "marked": 1, "total": 4})
    assert b'"hedge":2.0' in (marks / "ann.jsonl").read_bytes()
    assert "half a character" in ask(server, f"{ITEM}/1")[2].decode()


def test_a_full_disk_is_told_and_the_answer_stays_unmarked(
    server: MarkServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_number: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        status, _, content = ask(server, f"{ITEM}/1", mark_of(server))
    assert (status, json.loads(content)["saved"]) == (500, False)
    assert "No space left" in json.loads(content)["why"]
    assert server.desk.progress(ITEM).marked == 0


def test_strangers_are_refused(server: MarkServer, marks: Path) -> None:
    good = mark_of(server)
    path = f"{ITEM}/1"
    assert ask(server, "", token="guessed")[0] == 404  # noqa: S106 (a guess)
    assert ask(server, "", token="")[0] == 404
    assert ask(server, "", headers={"Host": "evil.example"})[0] == 404
    for headers in (
        {"Origin": "http://evil.example"},
        {"Origin": ""},
        {"Origin": "null"},
        {"Host": "evil.example"},
    ):
        assert ask(server, path, good, headers)[0] == 403, headers
    assert ask(server, path, good, token="guessed")[0] == 403  # noqa: S106 (a guess)
    assert ask(server, path, good, {"Content-Type": "text/plain"})[0] == 415
    assert not marks.exists()


def test_what_is_no_mark_is_refused_in_words(server: MarkServer, marks: Path) -> None:
    path = f"{ITEM}/1"
    for body in (
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"points":' + b"[" * 5000,
        mark_of(server, points={"chain": 1}),
    ):
        status, _, content = ask(server, path, body)
        assert (status, json.loads(content)["saved"]) == (400, False), body[:20]
    assert ask(server, path, b"a" * (MOST_BYTES + 1))[0] == 413
    assert ask(server, path, b"{}", {"Content-Length": "-1"})[0] == 413
    assert not marks.exists()


def test_what_is_not_there_is_not_found(server: MarkServer) -> None:
    for path in (
        f"{ITEM}/0",
        f"{ITEM}/5",
        f"{ITEM}/x",
        f"{ITEM}/²",
        "nothing/1",
        "../mark.css",
        "mark.html.j2",
        ITEM,
    ):
        status = ask(server, path.replace("²", "%C2%B2"))[0]
        assert status == 404, path
    assert ask(server, f"{ITEM}/9", mark_of(server))[0] == 404


def test_next_unmarked_leads_there_and_at_the_end_to_the_list(server: MarkServer) -> None:
    status, headers, _ = ask(server, f"{ITEM}/open/0")
    assert (status, headers["Location"]) == (303, f"/{server.token}/{ITEM}/2")
    for place in range(4):
        server.desk.save(ITEM, place, sent(server.desk, place))
    assert ask(server, f"{ITEM}/open/0")[1]["Location"] == f"/{server.token}/"
    assert "4 of 4" in ask(server, "")[2].decode()


def test_a_browser_that_leaves_early_is_no_error(
    server: MarkServer, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(5):
        connection = socket.create_connection(("127.0.0.1", server.server_address[1]))
        path, host = f"/{server.token}/{ITEM}/1", server.origin.removeprefix("http://")
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        # Closed with a reset, as a browser does that goes on before it has read the page.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
    for _ in range(50):
        assert ask(server, f"{ITEM}/1")[0] == 200
    assert capsys.readouterr().err == ""


def test_a_path_leads_out_of_the_pages_nowhere(server: MarkServer) -> None:
    for path in (
        "../../etc/passwd",
        "%2e%2e/mark.js",
        "..\\mark.js",
        f"{ITEM}/open/1%0d%0aX:1",
        "mark.js/x",
        f"{ITEM}/0",
    ):
        assert ask(server, path)[0] == 404, path


def test_only_this_computer_is_listened_to(server: MarkServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
