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
returned-why = The report was returned to be mended: { $field } (by { $until }). Reason: { $reason }
returned-task = { $title }: returned to be mended, by { $day }
mend-button = Mend it
whole-report = The whole report

## Entering for a unit
enter-which-unit = Enter the report of which unit? Please type its name.
enter-none = This unit has no duty that is reported. Type another unit, or /cancel.
enter-source = "{ $duty }", { $unit }: how did the report come?
enter-source-closed = "{ $duty }", { $unit }: the plan is closed, a change now is noted in the audit log. How did the report come?
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
drop-button = Drop the report
error-no-such-form = There is no form "{ $form }".
error-form-unusable = The form cannot be used; the mistake is at { $where }.
error-unreadable-check = The check "{ $check }" cannot be read.
