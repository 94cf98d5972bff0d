# Việc định kỳ.
error-unreadable-recurrence = Hệ thống chưa rõ việc này lặp lại vào ngày nào: «{ $phrase }». Đề nghị gõ như: định kỳ hằng tháng trước ngày 25; trước ngày 20 của tháng cuối quý; hằng năm trước ngày 15/12; thứ Sáu hằng tuần.
error-several-recurrences = «{ $phrase }» gồm nhiều thời hạn. Đề nghị ghi mỗi thời hạn định kỳ thành một việc riêng.
error-issue-date-missing = Việc định kỳ cần ngày ban hành của kế hoạch để tính kỳ đầu tiên.
error-unreadable-rrule = Hệ thống chưa đọc được quy tắc lặp lại «{ $rrule }».
error-rrule-misses-deadline = «{ $duty }»: thời hạn của kỳ đầu không rơi vào ngày nào của quy tắc lặp lại.
