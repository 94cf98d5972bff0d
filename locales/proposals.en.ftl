### From a document to a plan: sending it, going through its duties, filling gaps, the draft, new versions.

## Sending a document
plan-from-document = Read from a plan document
document-ask = Please send the plan as a file (.docx, .pdf, .txt, a scan or a photo), or paste its whole text here. Several messages will do.
document-reading = Reading “{ $name }”… You are told here as soon as it is read; nothing is sent to the units.
document-more = { $length } characters so far. Send the rest if there is more; if that is all, choose “Read it”. Type /cancel if this is no plan.
document-read = Read it
document-pasted = pasted-text.txt
document-which = Is this file a plan to make duties of, or does it go with your unit's report?
document-is-plan = It is a plan
document-is-report = It goes with the report
proposal-being-read = A document is being read

## The whole
proposal-head = Document read: { $title }
proposal-untitled = (no title yet)
proposal-facts = Number: { $number }; issued on: { $day }; issuer: { $issuer }.
proposal-unknown = not known
proposal-counts = { $count } duties, { $undated } of them without a deadline (to be set). { $decided } decided.
proposal-dropped = Left out: { $count }.
proposal-changes-plan = Changes the plan “{ $plan }”, now at version { $version }.
proposal-twin = The plan “{ $plan }” is known already. Is this its correction?
proposal-twin-active = This looks like the plan in progress “{ $plan }”. Is this its correction?
proposal-twin-yes = A correction: make a new version
proposal-twin-no = Another plan
plan-like = This looks like the plan in progress “{ $plan }”. If it is issued as well, units are asked and reminded twice for the same duties.
plan-like-version = Make a new version of the plan in progress
proposal-is-own = Noted: this is another plan.
proposal-nothing-sent = Nothing has been sent to the units.
proposal-waiting = In hand: { $title }
proposal-next = Go through the duties
proposal-keep-clear = Keep the { $count } clear duties
proposal-list = List of duties
proposal-add = Add a duty
proposal-fix-facts = Change number, date, title
proposal-draft = Make a draft plan
proposal-diff = Show the changes
proposal-discard = Drop this document
proposal-discard-sure = If you drop this document, what was read and chosen is gone. Are you sure?
proposal-discard-yes = Drop it
proposal-discarded = The document is dropped; nothing was sent to the units.
proposal-back = Back
proposal-ask-issuer = Who issued the document? (for example: Ban Thường vụ Huyện ủy)
proposal-no-issuer = It does not say
proposal-still-undated = { $count } duties have no deadline yet and need one:
    { $titles }
fact-which = What do you want to change?
fact-title = Title
fact-number = Number and symbol
fact-issued-on = Day of issue
fact-issuer = Issuer

## Duty by duty
proposal-duty = Duty { $number }/{ $count } ({ $kind }): { $title }
proposal-quote = Clause { $clause }: “{ $quote }”
proposal-deadline = Deadline: { $deadline }
proposal-undated = to be set
proposal-recurs = It recurs; this deadline is that of its first occurrence.
proposal-who = Owed by: { $who }
proposal-nobody = not known
proposal-unmatched = No group or unit here matches: “{ $words }”
proposal-recipient = Goes to: { $recipient }; through: { $via }
proposal-now = At present: { $deadline }; { $who }
proposal-is-gone = The new document does not mention this duty any more.
proposal-decided = Chosen: { $state }
proposal-state-open = not decided
proposal-state-kept = kept
proposal-state-dropped = dropped
proposal-state-merged = merged
duty-keep = Keep
duty-keep-undated = Keep, set its deadline later
duty-keep-on = Keep it as it was
duty-date = Change the deadline
duty-who = Change who owes it
duty-title = Change the title
duty-kind = Change the kind
duty-merge = Merge with another
duty-separate = It is a new duty
duty-drop = Drop this duty
duty-stop = Stop asking for it
duty-open = Show: { $title }
duty-kept = Kept: { $title }
duty-dropped = Dropped: { $title }
duty-merged = Merged into: { $title }
duties-kept = The clear duties are kept.
duty-ask-date = What is the deadline of “{ $title }”? In the words of the document (for example: trước ngày 03/7/2024; trong tháng 6/2024).
duty-ask-title = What is “{ $title }” to be called?
merge-which = Merge “{ $title }” into which duty?
undated-head = { $count } duties have no deadline in the document (to be set):
undated-keep = Keep all { $count }, set their deadlines later
undated-drop = Drop all { $count }
undated-kept = The duties without a deadline are kept.
undated-dropped = The duties without a deadline are dropped.

## Gaps
need-yes = That is right
need-undated = Leave it without a deadline
need-year = The document gives no year; inferred: { $day } at the latest. Is that right?
need-weekday = The weekday in the document does not fit the date. Does the date stand, { $day } at the latest?
need-day = The document names only the end of a period. Is it the last day, { $day } at the latest?
need-date = The day in “{ $phrase }” cannot be told (it does not exist, contradicts itself, or has no year). Please type the right deadline.
need-anchor = The deadline counts from an event: “{ $phrase }”. Which day is that? Please type it, or choose.
anchor-issued = Day of issue { $day }
anchor-event = { $title }: { $day }
anchor-no-span = No deadline follows from that day, because the document does not say how many days.
who-ask = The document says “{ $words }”. Which group is that here? For a single unit type its name.
who-ask-unnamed = Which group owes it? For a single unit type its name.
who-done = Done: { $names }
who-clear = Choose anew

## New versions
version-new = Make a new version
version-source = Source document
version-no-source = This plan was not made from a document.
version-how = A new version of “{ $plan }”: will you send the corrected document, or change it here?
version-from-document = Send the corrected document
version-edit = Change it here
draft-edit = Change the draft
version-head = Compared with “{ $plan }” (version { $version }):
version-nothing = Nothing is changed yet.
version-added = Added:
version-moved = Deadline moved:
version-moved-line = – { $title }: { $before } → { $after }
version-readdressed = Other addressees:
version-readdressed-line = – { $title }: added { $added }; gone { $dropped }
version-reworded = Words or recipient changed:
version-dropped = No longer asked for:
version-effect = Reports received stay. Once confirmed, those it concerns are told once.
version-confirm = Confirm version { $version }
draft-confirm = Save in the draft
draft-changed = The draft is changed; nothing was sent to the units.
version-made = Version { $version } is in force; { $told } people are told.
version-plan = Show the plan
version-reason = The plan was changed
version-notice = To { $name }. { $board } has changed the plan “{ $plan }” (version { $version }):
version-notice-added = – New duty: { $duty }, { $after } at the latest
version-notice-moved = – Deadline moved: { $duty }, from { $before } to { $after }
version-notice-dropped = – No longer to be done: { $duty }

## Command line
cli-plan-undated = No deadline, to be set: { $title }
cli-plan-unsettled = To be settled ({ $needs }): { $title }
cli-plan-not-confirmed = A plan read from a document has to be looked through before it is activated: import it without --activate, then open /plans.

## Audit, errors
audit-plan-document-sent = sent a plan document
audit-proposal-decided = decided on a duty read from a document
audit-proposal-dropped = dropped a plan document
audit-version-begun = began a new version of a plan
audit-version-made = made a new version of a plan
error-no-such-proposal = There is no such document.
error-proposal-unread = The document is being read; you are told as soon as it is done.
error-proposal-settled = This document is settled already. Please see /plans.
error-proposal-open = Some duties are not decided yet. Please choose “Go through the duties”.
error-proposal-empty = No duty is kept, so there is no plan to make.
error-title-missing = The plan has no title yet. Please choose “Change number, date, title”.
error-no-such-duty = There is no such duty.
error-duty-unsettled = Something about “{ $duty }” has to be settled first.
error-duty-merged = This duty was merged into another.
error-version-same = Nothing differs from the version in force.
error-plan-classified = The document bears a mark of classification and must not be sent here; the file was deleted.
error-plan-too-slow = Reading the document took too long and was stopped. Please send only the part with the duties, or a .docx.
preview-unsettled = To be settled: { $needs }
error-plan-unsettled = The date of “{ $duty }” was inferred and nobody has confirmed it. Please choose “Change the draft” to confirm it before activating.
error-version-stale = The plan has changed since this document was opened. Please drop it and send it again, to compare it with the latest.
