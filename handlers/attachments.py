"""Files of secretaries, for which duty they are; `/files`: staff get them back."""

from typing import Any

from domain.messages import Choice, Reply
from domain.roles import Action
from handlers import phrases, report_choice
from handlers.attachment_keeping import file_of, say_kept
from handlers.conversation import Replies, Turn, row_number
from handlers.reporting import read_free_text
from services.actors import require
from services.assignments import AssignmentView, open_assignments
from services.attachments import attach, check_file, duties_with_files, files_of
from services.drafts import DIALOGUE as REPORT
from services.reporting import reported_assignments
from services.units import find_units

DIALOGUE, DROP = "attach", "drop"
MOST_AT_ONCE = 8
State = dict[str, Any]


def receive(turn: Turn, file_id: int | None = None, words: str = "") -> Replies:
    """A file of a secretary outside every dialogue: kept with the one duty, else asked with which.

    It came with this message, or with an earlier one that said `words`.
    """
    require(turn.actor, Action.REPORT)
    if file_id is None:
        file_id, words = file_of(turn), turn.incoming.text.strip()
    name = check_file(turn.work, file_id)
    views = _candidates(turn)
    if not views:
        return turn.answer("file-kept-only", name=name[:80])
    state: State = {"file_id": file_id, "files": [file_id], "words": words}
    if len(views) == 1:
        return _keep(turn, views[0].id, state)
    return _ask_duty(turn, views, state, turn.say("attach-which", name=phrases.shortened(name)))


def continue_attaching(turn: Turn, text: str, picked: str | None) -> Replies:
    """The duty of the files, or one more file, or words to read once the duty is known."""
    state = turn.talk.state
    if picked == DROP:
        return _drop(turn, state)
    if picked is not None:
        return _keep(turn, int(picked), state)
    if turn.incoming.kind != "file":
        if state.get("tries", 0):
            return _read_instead(turn, state, text)
        state["tries"] = 1
    if turn.incoming.kind == "file":
        file_id = file_of(turn)
        check_file(turn.work, file_id)
        state["files"].append(file_id)
    if text:
        state["words"] = f"{state['words']}\n{text}".strip()
    return _ask_duty(
        turn, _candidates(turn), state, turn.say("attach-which-still", count=len(state["files"]))
    )


def show_files(turn: Turn, words: str) -> Replies:
    """`/files [unit | duty number [first]]`: which duties have files, or the files of one."""
    require(turn.actor, Action.READ_FILES)
    number, _, first = words.partition(" ")
    if number.isdecimal():
        return _send(turn, row_number(number), row_number(first or "0"))
    unit_ids = [entry.unit.id for entry in find_units(turn.work, words)] if words else None
    found = duties_with_files(turn.work, turn.actor, unit_ids)
    if not found:
        return turn.answer("files-none")
    choices = [
        Choice(
            turn.say("files-of", unit=view.unit_name, duty=phrases.shortened(view.title, 40), count=count),
            f"/files {view.id}",
        )
        for view, count in found
    ]
    return turn.offer(turn.say("files-which"), choices)


def _candidates(turn: Turn) -> list[AssignmentView]:
    """What a file may belong to: what is open, and what was reported already."""
    views = open_assignments(turn.work, require(turn.actor, Action.REPORT).unit_ids())
    reported = [view for view in reported_assignments(turn.work, turn.actor) if view.plan_is_active]
    return list({view.id: view for view in [*views, *reported]}.values())


def _ask_duty(turn: Turn, views: list[AssignmentView], state: State, text: str) -> Replies:
    options = [(label, str(view.id)) for label, view in report_choice.labelled(views)]
    if state.get("tries", 0) > 1:
        options.append((turn.say("attach-drop"), DROP))
    return turn.ask(DIALOGUE, state, text, options)


def _read_instead(turn: Turn, state: State, text: str) -> Replies:
    """Words that name no duty for the second time are read as what they say; the file waits beside them.

    What they report takes the file along.
    """
    words = f"{state['words']}\n{text}".strip() if state["tries"] == 1 else text
    turn.talk.close()
    answered = read_free_text(turn, words)
    if turn.talk.dialogue == REPORT and not turn.talk.state.get("beside"):
        attach_to = turn.talk.state["assignment_id"]
        kept = [attach(turn.work, turn.actor, attach_to, file_id) for file_id in state["files"]]
        return [say_kept(turn, kept), *answered]
    if turn.talk.dialogue:
        return [*turn.answer("attach-dropped"), *answered]
    state = {**state, "words": "", "tries": state["tries"] + 1}
    question = turn.say("attach-which-still", count=len(state["files"]))
    return [*answered, *_ask_duty(turn, _candidates(turn), state, question)]


def _drop(turn: Turn, state: State) -> Replies:
    """The file goes with nothing; what was said beside it is read."""
    turn.talk.close()
    read = read_free_text(turn, state["words"]) if state["words"] else []
    return [*turn.answer("attach-dropped"), *read]


def _keep(turn: Turn, assignment_id: int, state: State) -> Replies:
    """Keep the files, then read the words that came with them."""
    kept = [attach(turn.work, turn.actor, assignment_id, file_id) for file_id in state["files"]]
    turn.talk.close()
    told = say_kept(turn, kept)
    if state["words"]:
        return [told, *read_free_text(turn, state["words"])]
    if kept[0].view.revision:
        return [told]
    return [Reply(told.text, tuple(report_choice.choices([kept[0].view])))]


def _send(turn: Turn, assignment_id: int, first: int) -> Replies:
    view, files = files_of(turn.work, turn.actor, assignment_id)
    shown = files[first : first + MOST_AT_ONCE]
    if not shown:
        return turn.answer("files-none")
    head = turn.say(
        "files-head", duty=view.title, unit=view.unit_name, code=view.report_code or "–", count=len(files)
    )
    sent = [
        Reply(
            turn.say(
                "file-line",
                name=file.name,
                by=file.added_by or "–",
                at=phrases.instant(turn.work, file.added_at),
            ),
            file_id=file.file_id,
        )
        for file in shown
    ]
    more = first + MOST_AT_ONCE
    choices = [Choice(turn.say("next-page"), f"/files {assignment_id} {more}")] if more < len(files) else []
    return [Reply(head, tuple(choices)), *sent]
