### Difficulties, questions, complaints and requests of the units; answers to messages that are no report.

## The ledger of matters (/matters)
menu-matters = Difficulties and questions of units
menu-ask = Ask the staff
menu-moretime = Ask for more time
matter-kind-difficulty = difficulty
matter-kind-question = question
matter-kind-complaint = complaint
matter-kind-extension = extension request
matter-kind-role-change = change of secretary
matter-kind-other = other
matter-state-open = nobody has taken it
matter-state-taken = { $name } is on it
matter-state-answered = { $name } answered
matter-state-closed = { $name } closed it
matters-none = No difficulty or question waits to be settled.
matters-head = Waiting to be settled: { $counts }.
matters-all = Show what is settled too
matter-line = { $number }. { $kind }, { $unit }: “{ $words }” – { $state }
matter-open = Matter { $number }
matter-notice = Matter { $number } ({ $kind }). { $name }, { $unit }, at { $at }: “{ $words }”
matter-duty = About: { $duty }
matter-answer-line = Answer: { $answer }
matter-take = Take it
matter-answer = Answer
matter-close = Close
matter-taken-by-you = Matter { $number } is yours.
matter-answer-what = Please type the answer; it is sent word for word to { $name }, { $unit }.
matter-answered = The answer was sent to { $name } ({ $unit }); matter { $number } is settled.
matter-answered-notice = { $board } answers “{ $words }”:
    { $answer }
matter-closed = Matter { $number } is closed.
digest-matters = Difficulties and questions to settle: { $counts }. Type /matters to see them.
ask-what = Please type the question; it is handed to { $board }.
error-matter-taken = Matter { $number } was taken by { $name }.
error-matter-settled = Matter { $number } is settled. { $name }: { $answer }
error-no-such-matter = There is no such matter.
error-words-missing = Please type some words.
error-not-owed = “{ $duty }” has been reported, so no extension is needed.
audit-matter-raised = raised a matter
audit-matter-taken = took a matter
audit-matter-answered = answered a matter
audit-matter-closed = closed a matter
audit-extension-granted = granted an extension request
audit-extension-refused = refused an extension request

## Extension requests
moretime-button = Ask for more time
extension-which = Which duty needs more time?
extension-why = “{ $duty }”, due { $until }. Please give the reason and the day you ask for.
extension-asked = The request to extend “{ $duty }” was handed to { $board }. Until they answer it is due { $until }.
extension-asked-notice = Matter { $number }: { $name }, { $unit }, asks for more time for “{ $duty }” (due { $until }): “{ $words }”
extension-wished = Grant until { $day }
extension-days = { $count } more working days ({ $day })
extension-other-day = Another day
extension-refuse = Refuse
extension-until-when = Until when for { $unit }? (for example: đến hết ngày 05/7/2024)
extension-refuse-why = Why is it refused? The words are sent to the unit.
extension-reason-common = The common deadline of the plan cannot move
extension-reason-upwards = The summary is due to the committee above
extension-reason-enough = There is still time enough to hold it
extension-granted-answer = granted until { $until }
extension-refused-answer = refused, because: { $reason }
extension-granted-notice = Dear { $name }. The extension of “{ $duty }” of { $unit } was granted: it is now due { $until }.
extension-refused-notice = Dear { $name }. The extension of “{ $duty }” of { $unit } was not granted, because: { $reason }. It is still due { $until }.
extension-refused = { $unit } was told: no extension of “{ $duty }”.

## Messages that are no report
not-done-noted = Your words were handed to { $board }; nothing is recorded as reported. When it is done, please send the results here.
paper-noted = { $board } was told that the report comes another way (on paper, by telephone, by mail). The staff will enter it when it arrives; until then nothing is recorded as reported.
role-change-noted = { $board } was told of the change. Staff will contact the unit.
complaint-noted = Thank you for telling us. Your words were handed to { $board }, who will look into it and answer.
stop-noted = Your wish was passed to { $board }. Reminders of official duties do not stop by themselves; once the report is in, nothing more is sent. You may be reminded later, or choose your channels:
not-for-unit-noted = Passed to { $board }, who will say whether this is for your unit. Until then the duty stays on the list.
cannot-send-noted = { $board } was told of your difficulty and will contact you. When you can, please type the result here, or ask staff to enter it.
several-units = The message has figures of several units. To avoid mistakes, please report unit by unit:
attachment-awaited = No file has arrived yet. Please send a photo, a PDF or a Word file here.

## The ledger
sheet-matters = Matters
column-number = Number
column-raised-at = Raised at
column-kind = Kind
column-raised-by = Raised by
column-owner = Owner
column-state = State
column-answer = Answer
column-settled-at = Settled at
matter-column-open = open
matter-column-taken = taken
matter-column-answered = answered
matter-column-closed = closed

## What is said around a report
how-to-report = Please type the result right here, for example: 45/50 ngày 15/6 trực tiếp. What is missing will be asked. Or choose:
already-received = The system has received:
already-left = Still to be reported:
not-received = The system has received no report of your unit yet. Please type it here, for example: 45/50 ngày 15/6 trực tiếp; if it was sent another way, please tell the staff.
no-duty-for-figures = Your unit has no duty that takes these figures, so nothing was recorded. If they are needed, please tell the staff.
