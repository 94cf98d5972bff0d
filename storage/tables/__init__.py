"""All tables; importing this package makes the metadata complete."""

from storage.tables.base import Base
from storage.tables.matters import Matter
from storage.tables.messages import Conversation, InboxMessage, OutboxMessage, StoredFile, WebSession
from storage.tables.operation import AuditEntry, CalendarDay, Finding, Lease, Pace, Setting
from storage.tables.people import Address, CodeAttempt, Invite, Office, Person, Registration
from storage.tables.plans import Addressee, Assignment, Extension, Milestone, Plan
from storage.tables.reminders import Reminder, Snooze
from storage.tables.reports import Attachment, Form, Report, ReportRevision
from storage.tables.units import Unit, UnitGroup, UnitGroupMember

__all__ = [
    "Address",
    "Addressee",
    "Assignment",
    "Attachment",
    "AuditEntry",
    "Base",
    "CalendarDay",
    "CodeAttempt",
    "Conversation",
    "Extension",
    "Finding",
    "Form",
    "InboxMessage",
    "Invite",
    "Lease",
    "Matter",
    "Milestone",
    "Office",
    "OutboxMessage",
    "Pace",
    "Person",
    "Plan",
    "Registration",
    "Reminder",
    "Report",
    "ReportRevision",
    "Setting",
    "Snooze",
    "StoredFile",
    "Unit",
    "UnitGroup",
    "UnitGroupMember",
    "WebSession",
]
