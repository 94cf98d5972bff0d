### Several channels a person: switching, linking, personal links, notifications of the chat page, e-mail.

## Channels
channel-telegram = Telegram
channel-zalo = Zalo
channel-web = Web
channel-email = E-mail

## Switching
switch-late = waited too long ({ $reason })
switch-waited = waited too long
trouble-show-switched = Messages that switched
trouble-head-switched = Went to another channel in the last 14 days: { $messages } message(s), { $people } case(s).
trouble-line-switched = { $who }: { $switch } → { $went_to }; { $count } message(s), latest { $at }
column-switches = Switched from
reason-quota = the month's messages are spent
reason-page-only = has the chat page only, without notifications
reach-page-only = has the chat page only, without notifications
