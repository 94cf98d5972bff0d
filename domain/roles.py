"""Who may do what: the one table that services check; buttons only mirror it."""

from enum import StrEnum


class Role(StrEnum):
    """A role a person holds through an office."""

    ADMINISTRATOR = "administrator"
    BOARD_STAFF = "board_staff"
    LEADER = "leader"
    SECRETARY = "secretary"
    DEPUTY = "deputy"


UNIT_ROLES = frozenset({Role.SECRETARY, Role.DEPUTY})
STAFF_ROLES = frozenset({Role.ADMINISTRATOR, Role.BOARD_STAFF})
READING_ROLES = STAFF_ROLES | {Role.LEADER}


class Action(StrEnum):
    """A thing that needs a role."""

    REPORT = "report"
    READ_SUMMARY = "read_summary"
    MANAGE_PLANS = "manage_plans"
    MANAGE_UNITS = "manage_units"
    DECIDE_REGISTRATIONS = "decide_registrations"
    CHANGE_ASSIGNMENTS = "change_assignments"
    SEND_NUDGES = "send_nudges"
    EXPORT = "export"
    MANAGE_STAFF = "manage_staff"
    SETTLE_TROUBLE = "settle_trouble"
    SETTLE_MATTERS = "settle_matters"
    READ_FILES = "read_files"
    MANAGE_PERSONS = "manage_persons"
    JUDGE_REPORTS = "judge_reports"
    ENTER_REPORTS = "enter_reports"
    CHANGE_FORMS = "change_forms"
    NAME_SUCCESSORS = "name_successors"


ALLOWED: dict[Action, frozenset[Role]] = {
    Action.REPORT: UNIT_ROLES,
    Action.READ_SUMMARY: READING_ROLES,
    Action.MANAGE_PLANS: STAFF_ROLES,
    Action.MANAGE_UNITS: STAFF_ROLES,
    Action.DECIDE_REGISTRATIONS: STAFF_ROLES,
    Action.CHANGE_ASSIGNMENTS: STAFF_ROLES,
    Action.SEND_NUDGES: STAFF_ROLES,
    Action.EXPORT: READING_ROLES,
    Action.MANAGE_STAFF: frozenset({Role.ADMINISTRATOR}),
    Action.SETTLE_TROUBLE: STAFF_ROLES,
    Action.SETTLE_MATTERS: STAFF_ROLES,
    Action.READ_FILES: READING_ROLES,
    Action.MANAGE_PERSONS: frozenset({Role.ADMINISTRATOR}),
    Action.JUDGE_REPORTS: STAFF_ROLES,
    Action.ENTER_REPORTS: STAFF_ROLES,
    Action.CHANGE_FORMS: STAFF_ROLES,
    Action.NAME_SUCCESSORS: STAFF_ROLES | {Role.SECRETARY},
}
