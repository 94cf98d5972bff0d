"""From what was read to what it means: intent first, then values, contradictions and what is to be asked."""

import re

from domain.forms import Value
from domain.parsing.clauses import Tense
from domain.parsing.corrections import correction, denies_a_figure, take_slips
from domain.parsing.documents_named import take_documents
from domain.parsing.draft import Draft
from domain.parsing.gathering import read_values
from domain.parsing.health import has_named_illness
from domain.parsing.intent import Intent, read_intent
from domain.parsing.noise import take_conference, take_files, take_list_marks
from domain.parsing.outcomes import HEALTH, NOTIFY, extension, not_done, only, planned, quotes_of
from domain.parsing.remarks import take_reason, take_remarks
from domain.parsing.reporting import report
from domain.parsing.spelling import spell_out
from domain.parsing.supplements import adds_to_report, supplement, tells_of_make_up
from domain.parsing.understanding import ReplyContext, Understanding

_STUDIES = re.compile(r"\b(?:du kien|du dinh|du tinh|hoc|hop|quan triet|sinh hoat|mo lop|to chuc)\b")


_BUT = re.compile(r"\b(?:nhung|ma|song|thi lai)\b")


def conclude(text: str, context: ReplyContext) -> Understanding:
    """The reply as a whole, when nothing in particular was asked."""
    draft = Draft(spell_out(text), context)
    intent = _read_intent(draft)
    read_values(draft, intent)
    if HEALTH not in draft.flags and has_named_illness(draft.line.original):
        draft.flags.append(HEALTH)
    return _no_report(draft, intent) or _not_done_or_ahead(draft, intent) or report(draft, intent)


def _read_intent(draft: Draft) -> Intent:
    """The signs of intent; words that are no values are taken: file names, remarks, reasons, questions."""
    has_file = take_files(draft)
    take_list_marks(draft)
    take_conference(draft)
    take_slips(draft)
    take_remarks(draft)
    take_documents(draft)
    draft.read_clauses()
    take_reason(draft)
    intent = read_intent(draft.unread, draft.line.original, has_file=has_file)
    for span in intent.questions:
        if not intent.wants_more_time:
            draft.line.take(*span)
    if intent.questions or "reason" in draft.values:
        draft.read_clauses()
    draft.makes_up = tells_of_make_up(draft)
    draft.corrects = intent.corrects
    return intent


def _no_report(draft: Draft, intent: Intent) -> Understanding | None:
    """What is no report of this duty at all, or changes one that was made."""
    has_figures = "attended" in draft.values or bool({"attended", "total"} & set(draft.ask))
    is_full = has_figures and bool(draft.days)
    if "units" in draft.values:
        return _several_units(draft)
    if intent.retracts and not _has_new_figures(draft) and not intent.changes_role:
        return only(draft, "retract")
    if intent.changes_role and not has_figures:
        return only(draft, "role_change", NOTIFY)
    if intent.complains and not is_full:
        return only(draft, "complaint", NOTIFY)
    if adds_to_report(draft, intent):
        return supplement(draft)
    if _changes_report(draft, intent, is_full=is_full) and not intent.wants_more_time:
        changed = correction(draft)
        return (
            changed
            if changed.fields or changed.readings or not intent.asks
            else only(draft, "question", NOTIFY)
        )
    if intent.wants_more_time and not is_full:
        return extension(draft)
    return _goes_elsewhere(draft, intent, has_figures=has_figures)


def _has_new_figures(draft: Draft) -> bool:
    """Figures other than those of the report that stands."""
    previous = draft.context.previous or {}
    names = ("attended", "total")
    is_told = any(name in draft.values for name in names) or bool(draft.ask)
    return is_told and any(draft.values.get(name) != previous.get(name) for name in names)


def _goes_elsewhere(draft: Draft, intent: Intent, *, has_figures: bool) -> Understanding | None:
    if has_figures or (draft.days and draft.tells(Tense.DONE)):
        is_of_picture = intent.attaches and not (draft.days or draft.pair_figures or draft.tells(Tense.DONE))
        return only(draft, "attachment") if is_of_picture else None
    if intent.asks:
        return only(draft, "question", NOTIFY)
    if "plan_no" in draft.values or draft.tells(Tense.NOT_DONE) or _plans_to_meet(draft):
        return None
    if intent.uses_other_channel:
        return only(draft, "other_channel")
    if intent.attaches:
        return only(draft, "attachment")
    return only(draft, "other_channel") if intent.may_use_other_channel else None


def _plans_a_study(draft: Draft) -> bool:
    """`sẽ cố gắng học trong tháng` plans; `sẽ triển khai nghiêm túc` only says yes."""
    return any(
        clause.tense is Tense.AHEAD and _STUDIES.search(draft.line.text, clause.start, clause.end)
        for clause in draft.clauses
    )


def _plans_to_meet(draft: Draft) -> bool:
    return bool(draft.ahead) and any(clause.meets and clause.tense is Tense.AHEAD for clause in draft.clauses)


def _changes_report(draft: Draft, intent: Intent, *, is_full: bool) -> bool:
    """`trực tiếp chứ không zoom` in a whole report, with none that stands, corrects nothing."""
    if is_full and draft.context.previous is None:
        return intent.surely_corrects
    if draft.context.previous is None and not intent.surely_corrects:
        told = {"attended", "total", "absent", "mode"} & draft.values.keys() or {"attended", "total"} & set(
            draft.ask
        )
        return intent.corrects and not intent.asks and bool(told or draft.wrong)
    return intent.corrects or denies_a_figure(draft) or _replaces_what_stands(draft)


def _replaces_what_stands(draft: Draft) -> bool:
    """Bare figures sent after a report has been made can only change it."""
    previous = draft.context.previous
    if previous is None or draft.days or draft.ahead:
        return False
    is_other_total = draft.number("total") not in (None, previous.get("total"))
    return "attended" in draft.values or is_other_total


def _several_units(draft: Draft) -> Understanding:
    fields: dict[str, Value] = {
        name: draft.values[name] for name in ("dates", "mode", "units") if name in draft.values
    }
    flags = tuple(flag for flag in draft.flags if flag != "several_units")
    return Understanding("several_units", fields, flags=flags, quotes=quotes_of(draft, fields))


def _not_done_or_ahead(draft: Draft, intent: Intent) -> Understanding | None:
    """A thing planned is not a thing done; a thing not done is told with its reason."""
    says_ahead = bool(draft.ahead) or draft.tells_time_ahead or draft.tells(Tense.AHEAD)
    if draft.tells(Tense.NOT_DONE) and not _is_done_all_the_same(draft):
        return planned(draft) if _is_planned_after_all(draft) else not_done(draft)
    if _gives_only_a_reason(draft):
        return not_done(draft)
    if "future_date" in " ".join(draft.flags) or draft.days or not says_ahead:
        return None
    if draft.tells(Tense.DONE) and not draft.ahead:
        return None
    if draft.ahead and max(draft.ahead) < draft.today and _BUT.search(draft.line.text):
        # "hôm 20 định học mà mưa": what was planned did not come about.
        return not_done(draft)
    if intent.acknowledges and not draft.ahead and not draft.tells_time_ahead and not _plans_a_study(draft):
        return only(draft, "ack_only")
    return planned(draft)


def _gives_only_a_reason(draft: Draft) -> bool:
    """`hôm 20/6 họp nhưng bận thu hoạch`: a hindrance, no figures, and nothing said to be done."""
    is_hindered = "reason" in draft.values and _BUT.search(draft.line.text) is not None
    return is_hindered and not draft.tells(Tense.DONE) and not draft.reports_figures and not draft.ask


def _is_planned_after_all(draft: Draft) -> bool:
    """`chưa học, sẽ tổ chức sau`; what was planned and then put off is not planned any more."""
    if any(day >= draft.today for day in draft.ahead) or draft.tells_time_ahead:
        return True
    tenses = [clause.tense for clause in draft.clauses if clause.tense in (Tense.AHEAD, Tense.NOT_DONE)]
    return not draft.ahead and tenses[-1] is Tense.AHEAD


def _is_done_all_the_same(draft: Draft) -> bool:
    """`45/50 học 20/6, riêng tổ 3 chưa học`: figures of a day outweigh what is not done beside them."""
    return (
        "attended" in draft.values and bool(draft.days) and (draft.tells(Tense.DONE) or draft.reports_figures)
    )
