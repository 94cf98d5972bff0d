### Calendar: a secretary's deadlines for the telephone's own calendar (.ics).

menu-deadlines = put the deadlines into the telephone's calendar
ics-title = Đôn Đốc: deadlines
ics-due = Due: { $duty }
ics-event = { $duty }
ics-returned = To be mended: { $duty }
ics-done = Reported: { $duty }
ics-until = Deadline: { $until }
ics-recipient = To: { $recipient }
ics-via = Through: { $via }
ics-answer = Report by answering in the chat with Đôn Đốc.
ics-file = Your deadlines as a calendar file. Open it on the telephone to take them in; the telephone reminds at 08:00 the day before. When a deadline changes, take the file again and the old entry is replaced. For a calendar that keeps itself up to date use a calendar address.
ics-file-only = Your deadlines as a calendar file. Open it on the telephone to take them in; the telephone reminds at 08:00 the day before. When a deadline changes, take the file again and the old entry is replaced.
ics-feed-open = Get a calendar address
ics-feed-again = Change the calendar address
ics-feed-revoke = Cancel the calendar address
ics-feed = Your own calendar address is in the next message. In Google Calendar: Add calendar, From URL; on an iPhone: Calendar, Add subscription calendar. Whoever has the address can see your deadlines, so please do not pass it on. An older address, if there was one, no longer works. To cancel it: /deadlines revoke
ics-feed-revoked = The calendar address is cancelled. A calendar that was subscribed will not be updated any more.
ics-feed-none = You have no calendar address.
error-feed-no-address = This installation has no address on the network yet, so a calendar that updates itself is not possible. Please use the calendar file: /deadlines
error-ics-how = Please type: /deadlines for the file; /deadlines feed for a calendar address; /deadlines revoke to cancel it.

audit-calendar-feed-opened = took a calendar address
audit-calendar-feed-revoked = cancelled the calendar address
