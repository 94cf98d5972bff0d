### Reading a plan document: what was found, what staff must settle, files that cannot be read.

planread-title = Document: { $title }
planread-facts = Number: { $number }; issuer: { $issuer }; date: { $day }; signed by: { $signer }
planread-missing = not stated
planread-none = No duty was found in the document.
planread-duty = { $number }. { $title } ({ $kind })
planread-who = {"   "}Owed by: { $who }
planread-deadline = {"   "}Deadline: { $moment } – «{ $phrase }» (clause { $clause })
planread-undated = no date yet
planread-recipient = {"   "}To: { $recipient }; via: { $via }
planread-needs = {"   "}Staff must settle: { $needs }
planread-needs-deadline = the deadline
planread-needs-anchor = the day from which the deadline counts
planread-needs-addressees = who owes it
planread-needs-year = the year (not written; taken from the day of issue)
planread-needs-date = the date (it does not exist, or contradicts itself)
planread-needs-weekday = the weekday (it does not match the date)
planread-needs-day = the exact day (only the end of a period is written)

error-plan-no-text = The document has no words to read. Please check the file.
error-plan-letters-lost = The text layer of this document lost its Vietnamese letters and cannot be read; that does not mean that it has no deadlines. Please send the .docx, or a PDF exported from Word.
error-plan-too-long = The document is longer than a plan can be. Please send the part that assigns duties.
error-plan-file-too-large = The file is too large, or unpacks to too much (at most { $limit }). Please send the document alone, without pictures.
error-plan-file-empty = The file is empty. Please check it and send it again.
error-plan-old-word = This is an old Word file (.doc), or it has a password. Please save it as .docx without a password and send it again.
error-plan-macros = The file has macros and was not opened. Please save it as a plain .docx and send it again.
error-plan-encrypted = The file has a password. Please remove it and send the file again.
error-plan-scan = The PDF is a scan without a text layer. Please send the .docx, or a PDF exported from Word.
error-plan-file-damaged = The file is damaged and cannot be opened. Please open it in Word or a PDF reader, save it and send it again.
error-plan-not-utf8 = The text file is not in UTF-8. Please save it in UTF-8, or send the .docx.
error-plan-file-unknown = This is not a .txt, .docx or .pdf document. Please choose another file.
