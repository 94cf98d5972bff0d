### Trouble: messages not handled, perhaps not arrived, not deliverable; alarms of the audit.

## The command /trouble
menu-trouble = Message trouble
trouble-none = No trouble: every message received has been handled, every message sent has a known outcome.
trouble-head = Message trouble as of { $at }:
    – Received but not handled: { $failed }
    – Sent, arrival uncertain: { $uncertain }
    – Could not be sent in the last 14 days: { $undeliverable }
    – Went to another channel in the last 14 days: { $switched }
trouble-show-failed = Messages not handled
trouble-show-uncertain = Messages of uncertain arrival
trouble-show-undeliverable = Messages not sent
trouble-back = Back to the trouble list
trouble-page-empty = This list holds no more messages.
trouble-message = Message { $number }
trouble-nobody = somebody unregistered
trouble-unreadable = unreadable message
trouble-head-failed = Received but not handled: { $first }–{ $last } of { $total } messages. The senders have had an apology.
trouble-line-failed = { $at }, { $who }: { $text }
trouble-failed = { $message }
    Reason: { $reason }. Failed attempts: { $attempts }.
    If it is handled again, the sender gets the answer; the time of sending counts as before.
trouble-why-unreadable = the messenger delivered something unreadable
trouble-why-bug = an error of the system ({ $error }), please tell the administrator
trouble-redo = Handle again
trouble-seen = Seen, put aside
trouble-redo-all = Handle all again ({ $count })
trouble-seen-all = Put all aside ({ $count })
trouble-handled-again = To be handled again: { $count } message(s). Kept because they cannot be read: { $unreadable } message(s).
trouble-set-aside = Marked as seen: { $count } message(s).
trouble-head-uncertain = Sent, arrival uncertain: { $first }–{ $last } of { $total } messages. The connection broke after they had left.
trouble-line-uncertain = { $at }, { $who }: { $kind } “{ $about }”
trouble-uncertain = { $message }
    If it is sent again, whoever received it gets it twice. Perhaps telephone first, then choose:
trouble-again = Send again
trouble-arrived = It arrived
trouble-leave = Leave it unsent
trouble-again-all = Send all again ({ $count })
trouble-arrived-all = All arrived ({ $count })
trouble-sent-again = To be sent again: { $count } message(s). Duties already reported are not reminded of.
trouble-confirmed = Marked as arrived: { $count } message(s).
trouble-left = Left unsent: { $count } message(s).
trouble-head-undeliverable = Could not be sent in the last 14 days: { $messages } message(s), { $people } recipient(s). Please telephone:
trouble-line-undeliverable = { $who }: { $reason }; { $count } message(s), latest { $at }. Contact: { $contact }
trouble-notice = Messages need your decision: { $failed } received but not handled, { $uncertain } sent with uncertain arrival.
trouble-digest = Message trouble: not handled { $failed }, arrival uncertain { $uncertain } (type /trouble).
message-reply = answer
message-notice = notice
message-reminder = reminder
message-nudge = follow-up
message-digest = digest
error-trouble-settled = This message has been settled already. Type /trouble to see what is left.
error-message-unreadable = This message cannot be read and so cannot be handled again; it can only be marked as seen.

## Reasons
reason-confirmed-by-staff = staff confirmed that it arrived
reason-left-by-staff = staff decided not to send it again
reason-interrupted = the system stopped while sending
reason-no-answer = no answer from the messenger
reason-unexpected-answer = a strange answer from the messenger
reason-gave-up = six attempts failed
reason-bad-request = the messenger refuses this content
reason-file-too-large = the file is too large
reason-not-written = an error of the system while wording the message

## Change log
audit-message-handled-again = message handled again
audit-message-set-aside = message put aside as seen
audit-message-sent-again = message sent again
audit-message-confirmed = arrival of a message confirmed
audit-message-left = message left unsent

## The audit
alarm-head = The audit at { $at } found what should not be:
alarm-line = – { $what }: { $count } (no. { $examples })
alarm-what-now = Please tell the administrator of the system.
all-clear = The audit: what was found and told is there no more.
finding-inbox-waits = messages received that wait for more than 2 minutes
finding-inbox-outcome-too-early = messages received with an outcome although not handled
finding-inbox-without-outcome = messages received that were handled without an outcome
finding-inbox-without-reason = messages that failed without a reason
finding-inbox-unanswered = messages received that were handled and got no answer
finding-outbox-waits = messages to be sent that wait too long
finding-outbox-sending-long = messages sent with no outcome for more than 5 minutes
finding-outbox-sender-gone = messages being sent by a process that has stopped
finding-outbox-waits-and-ended = messages to be sent that are said to be finished
finding-outbox-sent-by-nobody = messages being sent by nobody knows which process
finding-outbox-unknown-state = messages in an unknown state
finding-outbox-without-end = finished messages that do not say when
finding-outbox-without-reason = messages that did not arrive, without a reason
finding-step-unaccounted = reminder steps with neither a message nor a reason
finding-step-forgotten = reminder steps that were forgotten, now being sent

## Off for long
absence = The system was off from { $since } to { $until }. Messengers keep messages for 24 hours only, so what units wrote before { $lost_until } may be lost. Please ask the units whether they sent a report in that time.
