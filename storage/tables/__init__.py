"""All tables; importing this package makes the metadata complete."""

from storage.tables.base import Base
from storage.tables.matters import Matter
from storage.tables.messages import Conversation, InboxMessage, OutboxMessage, StoredFile, WebSession
from storage.tables.operation import AuditEntry, CalendarDay, Finding, Lease, Pace, Setting
from storage.tables.people import Address, CodeAttempt, Invite, Office, Person, Registration
from storage.tables.plans import Addressee, Assignment, Extension, Milestone, Plan
from storage.tables.proposals import CalendarFeed, PlanProposal, PlanVersion
from storage.tables.reaching import ChannelCode, ChannelQuota, OutboxAttempt, PersonalLink, PushSubscription
from storage.tables.reminders import Reminder, Snooze
from storage.tables.reports import Attachment, Form, Report, ReportDraft, ReportRevision
from storage.tables.units import Unit, UnitGroup, UnitGroupMember, UnitLineage

__all__ = [
    "Address",
    "Addressee",
    "Assignment",
    "Attachment",
    "AuditEntry",
    "Base",
    "CalendarDay",
    "CalendarFeed",
    "ChannelCode",
    "ChannelQuota",
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
    "OutboxAttempt",
    "OutboxMessage",
    "Pace",
    "Person",
    "PersonalLink",
    "Plan",
    "PlanProposal",
    "PlanVersion",
    "PushSubscription",
    "Registration",
    "Reminder",
    "Report",
    "ReportDraft",
    "ReportRevision",
    "Setting",
    "Snooze",
    "StoredFile",
    "Unit",
    "UnitGroup",
    "UnitGroupMember",
    "UnitLineage",
    "WebSession",
]
