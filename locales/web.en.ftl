# The web chat and the demo page.

web-title = Đôn Đốc
web-subtitle = { $board }
web-weekdays = Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday
web-log = Conversation
web-you = You
web-begin = Start
web-nothing-yet = No messages yet. Reminders and answers will appear here.
web-newer = New message
web-placeholder = Message
web-send = Send
web-attach = Attach a file or photo
web-detach = Remove
web-attached = File sent
web-menu = Menu
web-no-menu = There is nothing here for you yet.
web-close = Close
web-download = Download
web-download-failed = The file could not be downloaded. Please try again.
web-sending = Sending…
web-unsent = Not sent yet, will be sent again
web-refused = Could not be sent.
web-offline = Connection lost, trying again…
web-needs-script = This page needs JavaScript. Please switch it on in the browser.

web-link-ask = This link opens your own chat and belongs to this device from then on: no other will open it. Open it on a device of your own only.
web-link-open = Open on this device

web-push-offer = To be reminded while this page is closed too, turn on notifications on this device.
web-push-button = Get notifications
web-push-on = Notifications are on for this device.
web-push-denied = The browser blocks notifications. Allow them in its settings, or type /link to add another channel.
web-push-impossible = This browser cannot take notifications, so reminders are shown only while the page is open. Type /link to add Zalo, Telegram or e-mail.
web-push-install = To get notifications, press the share button, choose “Add to Home Screen”, then open Đôn Đốc from there.
web-push-no-https = Reminders are shown here only while the page is open. To be reminded in time, type /link to add Zalo, Telegram or e-mail.
web-push-title = Đôn Đốc
web-push-line = You have a new message from { $board }. Tap to open.
web-push-unknown = Notifications cannot be sent through this browser's service.

web-no-session = This session has expired. Please open the page again.
web-too-many-sessions = Many people are opening the page right now. It will try again by itself in a few minutes.
web-text-too-long = The message is longer than { $most } characters. Please split it.
web-file-too-large = The file is larger than { $most } MB. Please send a smaller one.
web-file-too-large-page = The file is larger than 20 MB. Please send a smaller one.
web-too-large = This is too large to be sent. Please send less.
web-empty = The message is empty.
web-empty-file = The file is empty. Please check it.
web-no-file = No file was sent.
web-no-such-file = There is no such file.
web-malformed = What was sent could not be read. Please reload the page.
web-not-ready = The system is starting. The message will be sent again in a moment.
web-failed = Something went wrong. Please try again in a few minutes.

web-demo-what = A demo with invented units
web-demo-try-1 = Press “Go to the next event”: a reminder appears on the secretaries' phones.
web-demo-try-2 = On a secretary's phone answer “45/50 ngày 15/6 trực tiếp”, then press “Đúng” (correct).
web-demo-try-3 = On the board staff's phone type /summary.
web-demo-clock = The demo's time
web-demo-hour = +1 hour
web-demo-day = +1 day
web-demo-week = +7 days
web-demo-next = Go to the next event
web-demo-no-event = No more events
web-demo-moving = Moving time…
web-demo-failed = No connection to the system. Please try again.
web-demo-phones = Phones
web-demo-phone = Phone
