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

## Personal links of the web chat
menu-weblink = Web chat links for secretaries
link-page = Link to the web chat
weblink-which = Type /weblink and the name of a unit to give or revoke web chat links of its secretary or deputy.
weblink-choose = Please choose the person:
weblink-nobody = { $unit } has no registered secretary. Send an invite code with /invite.
weblink-head = Web chat links of { $name }:
weblink-none = No link is in force.
weblink-in-use = in use on a device since { $at }
weblink-unused = unused, valid until { $until }
weblink-give = Give a new link
weblink-revoke = Revoke all
weblink-revoked = Revoked { $count } link(s); the device that used one is let in no more.
weblink-given = Web chat link of { $name }:
    { $address }
    To be opened on that person's own phone: it belongs to the first device, no other can open it. Valid for { $days } days.
weblink-scan = Or scan this code with the phone's camera.
weblink-greeting = Welcome, { $name }. This page now belongs to your device, for reminders and reports to { $board }. Type /help to see what you can do.
weblink-opened = At { $at } your web chat was opened on a new device. If it was not you, type /link and remove that Web channel.
error-no-public-url = There is no public address of the web chat yet. The administrator has to set DONDOC_PUBLIC_URL.
audit-link-given = gave a web chat link
audit-link-opened = opened a web chat link
audit-links-revoked = revoked web chat links
error-link-unknown = This link is not correct. Ask for a new one: type /link on a channel you use, or ask board staff.
error-link-over = This link is no longer valid. Ask for a new one: type /link on a channel you use, or ask board staff.
error-link-elsewhere = This link was opened on another device and cannot be opened here. If that device is not yours, tell board staff at once so that they revoke it; if you changed devices, ask for a new link.

## Notifications of the chat page
error-push-unreadable = This browser cannot take the system's notifications.
audit-notifications-on = turned on notifications of the chat page
page-only-warning = This page shows reminders only while it is open. To be reminded in time, turn on notifications where the page offers the button “Get notifications”, or type /link to add another channel.
