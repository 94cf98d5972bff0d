### Zalo: picking, files, the quota of messages.

zalo-pick = Answer with the number or the words.
error-choice-ambiguous = Several choices are «{ $words }». Please answer with the number of one.
zalo-file-link = File «{ $name }»: { $link }
    The link works for { $days } days. Please do not pass it on.
zalo-file-unsent = The file «{ $name }» cannot be sent by Zalo. Please get it on another channel, or ask the board's staff.
choices-by-words = When what you are doing is done, type the words of one of these:

absence-zalo = The system was off from { $since } to { $until }. Zalo keeps no messages meanwhile, so what units wrote on Zalo in that time may be lost. Please ask the units that use Zalo.

quota-use = { $name }: { $sent }/{ $most } messages in { $month }, { $users }/{ $most_users } users
quota-use-spent = { $name }: { $sent }/{ $most } messages in { $month }, Zalo takes no more; { $users }/{ $most_users } users
quota-no-limit = no limit
quota-bots = Zalo bots:
quota-scarce = A Zalo bot's month is running out: { $use }. Until the month ends only the last reminder before a deadline, the first after it and the weekly ones are sent; others go along with messages that are sent anyway.
quota-spent = A Zalo bot's month is spent: { $use }. Until the month ends messages through this bot do not arrive; people with another channel get them there. Please call the other units: type /trouble.
reason-quota = the bot's messages of the month are spent
reason-quota-saved = left to a later reminder, because the bot's messages are running out
reason-bad-token = Zalo refuses the bot token
reason-bot-gone = this bot's token is not in the settings any more
error-link-expired = This link worked for { $days } days and has expired. Please ask the bot for the file again.

## dondoc doctor
doctor-zalo-off = not used
doctor-zalo-knows = { $name }
doctor-zalo-refused = Zalo refuses the token of bot { $bot }: { $problem }
doctor-zalo-away = Zalo could not be asked about bot { $bot }: { $problem }
doctor-zalo-trouble = not everything could be asked: { $problem }
doctor-zalo-polls = the bot polls; its token must not be used elsewhere
doctor-zalo-webhook-in-the-way = Zalo posts messages to { $host }; the bot will take that down when it starts
doctor-zalo-webhook-set = Zalo posts messages to { $host }
doctor-zalo-webhook-not-set = Zalo does not know where to post messages; the bot will tell it when it starts
doctor-zalo-quota-left = { $sent } messages sent this month (limit { $most }), { $users } users (limit { $most_users })
doctor-zalo-quota-scarce = running out: { $sent } messages sent this month (limit { $most }), { $users } users (limit { $most_users })
doctor-zalo-quota-spent = Zalo takes no more messages this month: { $sent } sent (limit { $most }), { $users } users (limit { $most_users })
doctor-zalo-full = no room for newcomers: { $users } users (limit { $most_users }), { $sent } messages sent (limit { $most }); add another bot's token
