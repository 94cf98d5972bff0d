### Scanned documents and photos: recognising their letters.

scan-careful = This document is a scan; its words were recognised by a program and may be wrong. Please compare every date and figure with the original; tables in a scan are not read cell by cell.
scan-compare = Read from a scan: compare the date with the original.
scan-reading = Recognising words …
error-plan-scan-not-installed = The document is a picture without a text layer, and what recognises words is not installed on the server ({ $packages }). Please send the .docx or a PDF made by Word, or ask the administrator to install it.
error-plan-scan-unreadable = No words could be recognised in the picture. Please take or scan it again, clearer, straight and with enough light, or send the .docx.
error-plan-scan-too-slow = Recognising the words took too long and was stopped. Please send only the pages with the duties, or the .docx.
error-plan-scan-too-long = The scan has more than { $most } pages. Please send only the pages with the duties, or the .docx.

doctor-check-scans = Scanned documents
doctor-scans-read = can be read (Tesseract, Vietnamese)
doctor-scans-not-read = cannot be read yet; to read them install: { $packages }
