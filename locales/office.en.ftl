### Handing over a secretary's office, and naming who stands in.

menu-handover = Hand over to a successor
menu-deputy = Name somebody to stand in
office-at-once = as soon as it is recorded
office-from = from { $day }
office-until = until { $until }

## Handover (/handover)
handover-which-unit = Which unit's office is handed over? Please type its name.
handover-whose = Several people speak for { $unit }. Who hands over?
handover-nobody = { $unit } has no registered secretary, so there is nothing to hand over; an invite is what it needs.
handover-waits = A successor has been named. To name another, take this one back first.
handover-who = Who takes over the work of { $unit }? Please type the full name, or choose.
handover-since = From when does { $name } take over? Choose, or type a day (for example: 01/7).
handover-sure = The work of { $unit } goes to { $name }, { $terms }. From then on whoever hands over gets no messages and cannot report for the unit. Is that right?
handover-code = Please give this code to { $name } in person, to register with. The handover of { $unit } takes effect { $terms }; until then the present holder stays in charge.
handover-named = { $by } named { $name } to take over the work of { $unit }, { $terms }.
succession-phone = Telephone: { $phone }
handover-received = Handover receipt { $code }, { $at }: you took over the work of { $unit } from { $other }.
handover-given = Handover receipt { $code }, { $at }: the work of { $unit } has passed to { $other }. Thank you.
handover-done = { $unit } was handed over by { $before } to { $name }. Receipt { $code }.
handover-draft = Go on with: { $duty }

## Standing in (/deputy)
deputy-which-unit = For which unit does somebody stand in? Please type its name.
deputy-who = Who stands in for { $unit }? Please type the full name. A stand-in is reminded too and can report; the secretary stays in charge.
deputy-since = From when does { $name } stand in? Choose, or type a day (for example: 01/7).
deputy-last-day = Until the end of which day does { $name } stand in? (for example: 15/7)
deputy-sure = { $name } stands in for { $unit }, { $terms }. Is that right?
deputy-code = Please give this code to { $name } in person, to register as stand-in for { $unit }, { $terms }.
deputy-named = { $by } named { $name } to stand in for { $unit }, { $terms }.
deputy-line = Also reminded and reporting: { $name } ({ $until })
deputy-no-end = no end yet
deputy-end = End: { $name }
deputy-until = You stand in for { $unit } until { $until }.
deputy-began = { $name } now stands in for { $unit }.
deputy-ended = { $name } no longer stands in for { $unit }.
deputy-ended-you = Dear { $name }, your time of standing in for { $unit } is over. { $board } thanks you.

## For both
succession-person = { $name } ({ $role }, { $unit })
succession-same-person = Is { $name } one of these registered people?
succession-other = Another { $name }, send a code
succession-now = From today
succession-when-registered = As soon as registered
succession-open-end = Not known yet
succession-no = No
succession-line = { $name }, { $unit }, { $terms }: { $state }
succession-state-code = code not used yet
succession-state-pending = waiting for staff
succession-state-coming = approved, waiting for the day
succession-cancel = Take back: { $name }
succession-cancelled = Taken back; the present holder stays in charge.
succession-asked = { $board } has been asked to approve { $name } ({ $unit }).
succession-settled = { $name } is recorded for { $unit }, { $terms }.
succession-begun = { $name } is now in charge of { $unit }.
succession-coming = Recorded: you are in charge of { $unit } { $terms }. On that day you get the duties of the unit.
accept-handover = You take over the work of { $unit } from { $other }, { $terms }. Is that right?
accept-deputy = You stand in for { $unit }, { $terms }. Is that right?
applicant-follows = Takes over from { $other }, { $terms }. Named was: { $named }.
applicant-stands-in = Stands in, { $terms }. Named was: { $named }.
decided-coming = Approved { $name } ({ $unit }), { $terms }.
error-office-day-passed = { $day } has passed. Please choose another day.
error-office-day-too-far = That day is more than a year away. Please check the year.
error-office-ends-before = The last day lies before the first.
error-office-over = The time { $name } was named for has passed; please name somebody again.
error-succession-waits = A successor has been named; to name another, type /handover and take that one back.
error-no-such-succession = That naming has been carried out or taken back.
reason-handed-over = handed over to somebody else
reason-office-ended = no longer in charge
audit-successor-named = named a successor or stand-in
audit-succession-cancelled = took a naming back
audit-office-handed-over = handed over
audit-office-begun = took office

## Staff of a part of the tree (/staff)
staff-add-part = Invite: staff for a unit and all below
staff-part-which = Which unit is to be followed, with everything below it? Please type its name.
staff-of-part = { $role } ({ $unit } and all below)
