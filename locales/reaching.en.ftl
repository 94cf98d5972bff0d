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
reason-page-only = has the chat page only, without notifications
reach-page-only = has the chat page only, without notifications

## Linking
menu-link = My channels
link-head = Your channels; a message goes to the first, and to the next when that does not work:
channel-confirm = This code adds this channel for comrade { $name }: from now on, whatever is written here is written in { $name }'s name. Are you { $name }?
channel-not-me = That is not me
link-where = Channels that can be added (choose “Add a channel” for a code, then open):
link-only-web = There is only the web chat here; it can be opened on another device, too.
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

## E-mail
link-mail = Add an e-mail address
mail-ask = Please type your e-mail address, for example name@example.vn. A code to confirm it will be sent there.
mail-sent = A code has been sent. Please open the letter and type the code here.
mail-code = Code to confirm that { $board } may send reminders to this address: { $code }
    Please type it where you talk with the system. It is valid for { $hours } hour(s). If it was not you who asked for it, ignore this letter.
letter-link = Report and see what is due in your own chat (it belongs to the first device that opens it, valid for { $days } days):
    { $address }
    This letter was sent automatically; answers are not read.
letter-without-link = This letter was sent automatically; answers are not read. Please report on a channel you registered, or contact { $board }.
error-mail-off = No mail server has been set yet, so an address cannot be added.
error-mail-unreadable = This is not a correct e-mail address. Please type it again, for example name@example.vn.
error-mail-taken = Somebody else uses this address. Please choose another one.
error-mail-too-many = Too many codes have been sent within the last hour. Please try again later.
error-mail-code-wrong = The code is wrong or no longer valid. Please look at the letter again, or type /cancel and begin anew.
audit-mail-code-sent = sent a code to confirm an e-mail address
reason-no-mailbox = there is no such mailbox
reason-mail-refused = the mail server did not take it
reason-bad-login = the mail server refused the login
reason-bad-address = the mail address is not correct
reach-no-mailbox = there is no such mailbox
reach-bad-address = the mail address is not correct
reason-push-refused = the browser's notification service did not take it
reason-no-push = the browser takes no notifications any more

## Doctor
doctor-check-mail = E-mail
doctor-mail-open = the server { $host } lets the bot in, sender { $sender }
doctor-mail-refused = the server { $host } refuses the login (code { $answer }); check the name and password in DONDOC_SMTP_URL
doctor-mail-away = the server { $host } could not be talked to: { $problem }
