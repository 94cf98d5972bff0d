# Recurring duties.
error-unreadable-recurrence = It is not clear on which day this comes back: «{ $phrase }». Please write, for example: định kỳ hằng tháng trước ngày 25; trước ngày 20 của tháng cuối quý; hằng năm trước ngày 15/12; thứ Sáu hằng tuần.
error-several-recurrences = «{ $phrase }» names several deadlines. Please make each recurring deadline a duty of its own.
error-issue-date-missing = A recurring duty needs the plan's date of issue to know where it begins.
error-unreadable-rrule = The recurrence rule «{ $rrule }» cannot be read.
error-rrule-misses-deadline = «{ $duty }»: the first deadline is on no day of the recurrence rule.
