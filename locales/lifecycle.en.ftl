### A report carried to its end: corrected, supplemented, withdrawn, accepted, returned, entered by staff.

menu-withdraw = Withdraw a report
menu-accept = Accept reports
menu-return = Return a report to be mended
menu-enter = Enter a paper or telephone report

## The card of a report
card-supplement = Supplement to the report of { $unit }, duty "{ $duty }":
card-unchanged = Nothing differs from the report as sent.
card-entered-paper = (Entered by staff from paper)
card-entered-phone = (Entered by staff from a telephone call)
value-none = none
supplement-figures = Reported before: { $figures }. With those who made up for it:
receipt-supplement = The supplement (revision { $revision }) to the report "{ $duty }", { $unit }, is recorded; the report was first sent { $when }.
    Receipt { $code }, at { $at }.

## Withdrawing
withdraw-none = The unit has no report to withdraw.
withdraw-which = Which report is to be withdrawn?
withdraw-sure = Withdraw the report "{ $duty }" of { $unit }?
    { $card }
    Once withdrawn, the duty counts as not reported.
withdraw-yes = Withdraw it
withdraw-no = Keep it
withdraw-kept = The report stays as it was sent.
withdrawn = The report "{ $duty }" of { $unit } is withdrawn. Please report again; the deadline is { $until }.
withdrawn-notice = { $name } has withdrawn the report "{ $duty }" of { $unit }; the unit still has to report.

## Accepting
accept-which-unit = The report of which unit is accepted? Type its name, or accept all reports that came on time:
accept-none = This unit has no report waiting to be accepted. Type another unit, or /cancel.
accept-all = Accept { $count } on time: { $duty }
accepted = The report "{ $duty }" of { $unit } is accepted.
accepted-notice = Dear { $name }. The report “{ $duty }” of { $unit } was accepted; nothing has to be mended any more.
accepted-all = { $count } on-time reports are accepted.

## Returning
return-which-unit = The report of which unit is returned? Please type its name.
return-none = This unit has no report to return. Type another unit, or /cancel.
return-which-field = Report "{ $duty }" of { $unit }: which item is to be mended?
return-reason = Why is it returned, what must { $unit } make clear?
return-until = Mended by when? Press the button or type, for example: đến hết ngày 05/7/2024
return-usual = After 2 working days ({ $until })
returned = The report "{ $duty }" of { $unit } is returned, to be mended by { $until }. { $told }
returned-notice = Dear { $name }. The report "{ $duty }" of { $unit } is returned to be mended: { $field }. Reason: { $reason } Please mend it by { $until }; everything else stays.
return-answered = { $name }, { $unit }, has answered about the returned report “{ $duty }”:
    { $card }
    In the unit’s words: “{ $words }”
return-words-noted = Your answer was passed to { $board }. The returned field still has to be confirmed:
returned-why = The report was returned to be mended: { $field } (by { $until }). Reason: { $reason }
reminder-returned = Dear { $name }. The report “{ $duty }” of { $unit } was returned and has not been mended yet: { $field } (by { $until } at the latest, { $left }). Why it was returned: { $reason }
reason-accepted = the report was accepted
returned-task = { $title }: returned to be mended, by { $day }
mend-button = Mend it
whole-report = The whole report

## Entering for a unit
enter-which-unit = Enter the report of which unit? Please type its name.
enter-none = This unit has no duty that is reported. Type another unit, or /cancel.
enter-source = "{ $duty }", { $unit }: how did the report come?
enter-source-closed = "{ $duty }", { $unit }: the plan is closed, a change now is noted in the audit log. How did the report come?
enter-arrived = The deadline has passed. On which day did the report reach the office? (it decides on time or late)
error-arrived-impossible = This day of receipt cannot be: it lies ahead, or before the former report was withdrawn. Please enter it again.
column-entered-at = Entered at
source-paper = Paper
source-phone = Telephone
source-by-staff = entered by staff: { $source }
entered-notice = Dear { $name }. Staff have entered the report "{ $duty }" of { $unit } ({ $source }):
    { $card }
    If it is not right, please correct it.
correct-button = Correct it

## Columns of the ledger
column-revision-kind = Kind
column-source = Source
revision-kind-report = Report
revision-kind-correction = Correction
revision-kind-supplement = Supplement
revision-kind-withdrawal = Withdrawal

## Mistakes of people
error-report-locked = The plan is closed, so the report "{ $duty }" cannot be changed any more. If its figures are wrong, please tell the staff.
error-nothing-to-withdraw = There is no report "{ $duty }" to withdraw.
error-no-report-yet = { $unit } has not sent this report, or has withdrawn it.
error-return-in-past = This deadline has passed. Please choose a day to come.
error-already-accepted = This report of { $unit } is accepted already.

## Forms
ask-field = What is { $field }?
problem-over = { $field } ({ $value }) is more than it may be ({ $limit }). Please check.
error-no-such-form = There is no form "{ $form }".
error-form-unusable = The form cannot be used; the mistake is at { $where }.
error-unreadable-check = The check "{ $check }" cannot be read.
menu-forms = Forms of reports
form-title-study = Study
form-title-result = Report of results
form-title-plan-issued = Plan issued
form-title-confirmation = Confirmation
forms-head = The forms; choose one to get its file, change it and send it back:
forms-line = – { $title } ({ $code }): { $fields }
form-notes = Change this file and send it back in the chat; you are shown what changes before it does.
    kind: integer, date, dates, ratio, choice, text, document_number, file
    A field of your own needs a label; question, help, required, lowest, highest, choices as needed.
    checks: attended <= total; absent = total - attended; dates not after today
    Change code to make a new form.
form-sent = The form "{ $title }". Once changed, please send the file back here.
form-preview = The form "{ $title }" will hold: { $fields }.
form-adds = Added: { $fields }
form-changes = Changed: { $fields }
form-drops = Dropped: { $fields } (reports already sent stay as they are)
form-checks = Checks: { $checks }
form-same = Nothing differs from the form in force.
form-yes = Put in force
form-no = Leave as it is
form-saved = The form "{ $title }" is in force for reports from now on.
form-dropped = Dropped; the form stays as it was.
whole-file = the whole file
form-problems = The form file cannot be used, { $count } mistakes:
form-problem = – { $where }: { $why }
form-not-yaml = is not YAML
form-too-large = the file is too large
form-not-a-mapping = needs pairs of name and value
form-not-a-list = needs a list
form-unknown-key = there is no such entry
form-not-one-of = takes only one of: { $detail }
form-not-a-number = needs a whole number
form-unreadable-check = cannot read "{ $detail }"
form-bad-code = "{ $detail }" cannot be a code (lower-case letters, digits, underscores)
form-bad-name = "{ $detail }" cannot be a name (lower-case letters, digits, underscores)
form-name-twice = "{ $detail }" stands twice
form-number-of-fields = needs 1 to { $detail } fields
form-too-long = longer than { $detail } letters
form-built-in-kind = this built-in field must be { $detail }
form-missing = is missing
form-limits-reversed = lowest is more than highest
form-choices = needs 2 to { $detail } different choices of at most 40 letters each
form-no-such-field = there is no field "{ $detail }"
form-wrong-kind = the field "{ $detail }" is not of a kind that fits here

## The members in the registry
members-differ = The reported total is { $total }, the registry says { $registered }. If you know why, please say:
members-differ-staff = The reported total is { $total }, the registry says { $registered }.
members-registry = The registry is outdated
members-moved = People have been transferred
members-other = Another reason
members-why = Why does the total differ from the registry?
members-noted = Noted and passed on to { $board }. Thank you.
members-proposal = { $name } ({ $unit }) reports a total of { $total }; the registry says { $registered }. Reason: { $reason }
members-fix = Set the registry to { $total }
members-set = Registry: { $unit } now has { $members } members.
error-members-out-of-range = This number of members cannot be stored. Please check.

## The audit log
audit-report-withdrawn = withdrew a report
audit-report-returned = returned a report
audit-report-accepted = accepted a report
audit-reports-accepted = accepted the on-time reports
audit-form-changed = changed a form
audit-members-changed = changed a member count
audit-members-explained = explained a total that differs from the registry

beside-reasons = Reasons of absence: { $reasons }
beside-absent-excused = Absent with a reason: { $value }
beside-non-party = Guests who are no members: { $value }
beside-speaker = Presented by: { $value }
absent-con-nho = small children
absent-thai-san = maternity leave
absent-di-lam-xa = working away from home
absent-di-hoc = away for studies
absent-cong-tac = on duty elsewhere
absent-nghi-phep = on leave
absent-viec-rieng = personal matters
absent-gia-yeu = old age
absent-mien-sinh-hoat = exempt from meetings
absent-om = illness

## Several reports in one message
joint-head = The system understands { $count } reports as follows:
joint-head-unit = The system understands { $count } reports of { $unit } as follows:
joint-head-duty = The system understands the report “{ $duty }” of { $count } units as follows:
joint-unit = { $number }. { $unit }: { $told }
joint-correction = (Correction of a report that was sent)
joint-supplement = (Supplement to a report that was sent)
joint-about = “{ $duty }”, { $units }:
joint-which = Which report is to be changed?
joint-all = All { $count } reports
joint-left-over = “{ $words }” belongs to no duty that is still to be reported, so it was not put into any report.
receipt-left = Still to be reported:
report-stands = The report “{ $duty }” of { $unit } now says:
    { $card }
correction-nothing = The report “{ $duty }” did not change; the receipt stays { $code }.
receipts-head = { $count } reports recorded at { $at }:
receipts-report = – { $name }: { $when }, receipt { $code }
receipts-correction = – { $name }: correction { $revision }, receipt { $code }
receipts-supplement = – { $name }: supplement { $revision }, receipt { $code }
units-which = Which unit is “{ $name }” ({ $words })?
units-not-mine = Not one of mine
units-not-yours = { $units }: not among the units you answer for, so the figures were not recorded; they were passed on to { $board }.
units-not-done = { $unit }: passed on to { $board }; nothing is recorded as reported yet. Please send the result here once it is done.
units-planned = { $unit }: this is understood as planned, so it is not recorded as done.
units-nothing-open = { $unit } has no duty that takes these figures.
why-parts-of-unit = The message gives figures of several parts{ $detail }. The figures of the unit as a whole are:

## No question a third time
clarify-help = If this is difficult, you can ask the staff to call you.
clarify-help-steps = If this is difficult, you can report step by step, or ask the staff to call you.
steps-button = Report step by step
call-button = Ask staff to call me
stop-button = Stop
call-wanted = Please call back, telephone { $phone }. What was typed: “{ $words }”
call-asked = Passed on to { $board }; the staff will call you back.
