### Zalo: picking, files, the quota of messages.

zalo-pick = Answer with the number or the words.
zalo-file-link = File «{ $name }»: { $link }
    The link works for { $days } days. Please do not pass it on.
zalo-file-unsent = The file «{ $name }» cannot be sent by Zalo. Please get it on another channel, or ask the board's staff.
