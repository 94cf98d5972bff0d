# Invites: to print and cut up, and a list of links to forward.

menu-invites = Invites to print, for units without a secretary
invites-all-have = Every unit has a registered secretary. To invite a unit again: /invite and its name.
invites-offer = { $count } units have no registered secretary yet. Please choose which to print; each unit gets a new code, valid for { $days } days, and its unused old code becomes void.
invites-part = { $first } – { $last } ({ $count } units)
invites-ready = Invites for { $count } units: print on A4, cut along the dashes, hand them out in person. A code works once, within { $days } days.
invites-links-ready = The same codes as a list of links, to forward to each person. Please do not send this list to a group.
invites-title = Đôn Đốc – { $board }
invites-step-1 = { $links ->
    [0] 1. Open the chat with Đôn Đốc that your office told you.
    [1] 1. Open your phone's camera and scan the code above.
   *[other] 1. Open your phone's camera and scan one of the codes.
}
invites-step-2 = { $links ->
    [0] 2. Type the large letters and send them.
   *[other] 2. Press Start; if asked for a code, type the large letters.
}
invites-step-3 = 3. Confirm your unit, your name and your position.
invites-expiry = The code works once, until the end of { $day }.
invites-forward = To the secretary of { $unit }. Please open one of the links below and confirm, to be reminded and to report. Code: { $code }, works once until the end of { $day }.
    { $links }
column-contact = Contact
column-phone = Phone
column-code = Invite code
column-expiry = Expires
column-forward = Text to forward
sheet-invites = Invites
error-invites-for-nobody = There is no unit to invite: every unit has a registered secretary, or the registry is empty.
cli-invites-ending = { $file }: the name of the file must end with { $endings }
cli-invites-drawing = Drawing the invites
cli-invites-made = Made codes for { $count } units, valid for { $days } days; codes to scan: { $channels }. Unused old codes are void.
cli-invites-without-links = Made codes for { $count } units, valid for { $days } days. The sheet has nothing to scan: run `dondoc run` once with DONDOC_TELEGRAM_TOKEN or DONDOC_ZALO_TOKEN, or set DONDOC_PUBLIC_URL, and make it again.
audit-invites-created = made invites for many units
