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

## Linking
menu-link = My channels
link-head = Your channels; a message goes to the first, and to the next when that does not work:
link-add = Add a channel
link-first = Write to { $channel } first
link-drop = Remove { $channel }
link-drop-sure = Nothing will be sent to this channel any more. Are you sure?
link-drop-yes = Remove the channel
link-dropped = Removed: { $channel }.
link-preferred = From now on messages go to { $channel } first.
link-code = Code for a new channel: { $code }
    Open the bot on the channel you want to add and type this code. It works once, for { $hours } hour(s); do not give it to anybody else.
channel-linked = { $channel } has been added for { $name }. You may report on any of your channels. Type /link to see them.
channel-added-notice = { $channel } has just been added to your channels. If it was not you, type /link and remove it.
error-channel-own = This channel is yours already. Type the code on the channel you want to add.
error-channel-taken = This chat is registered for somebody else and cannot be added.
error-no-such-channel = This is not one of your channels. Type /link to see them.
error-last-channel = This is the only channel that still reaches you. Add another one before you remove it.
reason-removed = the recipient removed this channel
reach-removed = channel removed
audit-channel-code-created = created a code for a channel
audit-channel-linked = added a channel
audit-channel-preferred = chose the first channel
audit-channel-removed = removed a channel
