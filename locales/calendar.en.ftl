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

## The office's working calendar
calendar-none = Besides the public holidays no day off and no worked day is set from now on.
calendar-head = Besides the public holidays, the calendar has from now on:
calendar-off = – day off { $day }
calendar-working = – working day { $day }
calendar-more = … and { $count } more
calendar-how = Typed: /calendar off 15/7/2024; /calendar work 13/7/2024; /calendar clear 15/7/2024; several days: từ 30/4 đến 03/5/2025.
calendar-add-off = Add a day off
calendar-add-work = Add a working day
calendar-drop = Remove { $day }
calendar-ask-off = Which days are off? (for example: 24/6; từ 30/4 đến 03/5/2025; a reason may follow)
calendar-ask-work = Which days are worked in exchange? (for example: 22/6; a reason may follow)
calendar-done-off = Set as off: { $days }. Reminders follow the new calendar.
calendar-done-work = Set as worked: { $days }. Reminders follow the new calendar.
calendar-done-clear = Removed: { $days }; the public calendar holds again. Reminders follow the new calendar.
calendar-weekday-1 = Monday { $day }
calendar-weekday-2 = Tuesday { $day }
calendar-weekday-3 = Wednesday { $day }
calendar-weekday-4 = Thursday { $day }
calendar-weekday-5 = Friday { $day }
calendar-weekday-6 = Saturday { $day }
calendar-weekday-7 = Sunday { $day }
error-calendar-how = Please type: /calendar off 15/7/2024; /calendar work 13/7/2024; /calendar clear 15/7/2024
error-calendar-past = { $day } has passed and can no longer be changed.
error-calendar-already-off = { $day } is off already; nothing has to be set.
error-calendar-already-working = { $day } is a working day already; nothing has to be set.
error-calendar-not-declared = { $day } is not among the days that the office set, so there is nothing to remove.
error-too-many-days = At most { $most } days at once. Please set them in several steps.
