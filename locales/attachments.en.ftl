### Files with reports, classified documents.

menu-files = Files with reports
attached = Kept { $names } with the report “{ $duty }” of { $unit }.
attached-before = { $names } is in the report “{ $duty }” of { $unit } already; it was not kept twice.
attach-which = With which report does { $name } go?
attach-which-still = { $count } files have arrived. With which report do they go?
attach-drop = Leave the file out
attach-dropped = The file was left out; it goes with no report.
files-none = No file came with a report yet.
files-which = Files with reports, by unit and duty:
files-of = { $unit }: { $duty } ({ $count } files)
files-head = “{ $duty }”, { $unit }, receipt { $code }: { $count } files.
file-line = { $name } ({ $by }, { $at })
column-files = Files
audit-file-attached = sent a file with a report
error-file-empty = { $name } is empty. Please send it again.
error-file-too-large = { $name } is larger than 20 MB. Please send a smaller file.
error-file-macros = { $name } holds macros (programs) and is not kept with the report. Please save it as .docx or PDF and send that.
error-file-encrypted = { $name } has a password and cannot be read. Please remove the password and send it again.
error-file-mismatch = The content of { $name } is not what its ending says. Please check and send a photo, a PDF or a Word file.
error-file-kind = Only photos, PDF and Word files are kept with reports; { $name } is of another kind. Please send one of those.

## Classified documents
classified-notice = Please do not send classified documents through this system.
classified-refused = The words bear a mark of classification, so they were not accepted and have been deleted. Please send them to { $board } by classified mail.
audit-classified-thrown-away = sent classified words, which were deleted

## Files in the ledger and in the archive
sheet-ledger = Ledger
sheet-files = Files
column-file = File
column-size = Size (bytes)
column-sha256 = SHA-256
column-place = Place in the .zip
export-files-button = With { $count } files (.zip, { $size })
export-files-ready = The ledger and { $count } files of the reports “{ $plan }”, by unit and duty.
export-files-none = No file came with the reports “{ $plan }” yet.
export-files-large = The files weigh { $size }, more than a message carries ({ $most }). Please choose duty by duty:
export-files-too-large = The files weigh { $size }, more than a message carries ({ $most }). Please take them unit by unit with /files, or ask the administrator to run on the server: dondoc export FILE.zip
