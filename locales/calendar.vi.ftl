### Lịch: hạn của bí thư đưa vào lịch điện thoại (.ics).

menu-deadlines = đưa các hạn vào lịch điện thoại
ics-title = Đôn Đốc: các hạn
ics-due = Hạn: { $duty }
ics-event = { $duty }
ics-returned = Hạn bổ sung: { $duty }
ics-done = Đã báo cáo: { $duty }
ics-until = Thời hạn: { $until }
ics-recipient = Gửi về: { $recipient }
ics-via = Qua: { $via }
ics-answer = Báo cáo bằng cách trả lời trong cuộc trò chuyện với Đôn Đốc.
ics-file = Tệp lịch các hạn của đồng chí. Mở tệp trên điện thoại để đưa vào lịch; 08:00 ngày hôm trước điện thoại sẽ báo. Khi hạn thay đổi, lấy lại tệp thì mục cũ được thay. Muốn lịch tự cập nhật, đề nghị đồng chí dùng địa chỉ lịch.
ics-file-only = Tệp lịch các hạn của đồng chí. Mở tệp trên điện thoại để đưa vào lịch; 08:00 ngày hôm trước điện thoại sẽ báo. Khi hạn thay đổi, lấy lại tệp thì mục cũ được thay.
ics-feed-open = Lấy địa chỉ lịch
ics-feed-again = Đổi địa chỉ lịch
ics-feed-revoke = Hủy địa chỉ lịch
ics-feed = Địa chỉ lịch của riêng đồng chí ở tin sau. Trong Google Calendar: Thêm lịch, Từ URL; trên iPhone: Lịch, Thêm lịch đăng ký. Ai có địa chỉ này đều xem được các hạn của đồng chí, đề nghị không chuyển cho người khác. Địa chỉ cũ, nếu có, không còn dùng được. Để hủy: /lich huy
ics-feed-revoked = Đã hủy địa chỉ lịch. Lịch đã đăng ký trên điện thoại sẽ không cập nhật nữa.
ics-feed-none = Đồng chí chưa có địa chỉ lịch.
error-feed-no-address = Hệ thống chưa có địa chỉ trên mạng nên chưa đặt được lịch tự cập nhật. Đề nghị đồng chí dùng tệp lịch: /lich
error-ics-how = Đề nghị đồng chí gõ: /lich để lấy tệp; /lich diachi để lấy địa chỉ lịch; /lich huy để hủy địa chỉ.

audit-calendar-feed-opened = lấy địa chỉ lịch
audit-calendar-feed-revoked = hủy địa chỉ lịch

## Lịch làm việc của cơ quan
calendar-none = Ngoài các ngày lễ chung, từ nay chưa có ngày nghỉ, ngày làm bù nào.
calendar-head = Ngoài các ngày lễ chung, lịch của cơ quan từ nay có:
calendar-off = – nghỉ { $day }
calendar-working = – làm việc { $day }
calendar-more = … và { $count } ngày khác
calendar-how = Gõ nhanh: /lichlamviec nghi 15/7/2024; /lichlamviec lam 13/7/2024; /lichlamviec xoa 15/7/2024; nhiều ngày: từ 30/4 đến 03/5/2025.
calendar-add-off = Thêm ngày nghỉ
calendar-add-work = Thêm ngày làm bù
calendar-drop = Bỏ { $day }
calendar-ask-off = Cơ quan nghỉ ngày nào? (ví dụ: 24/6; từ 30/4 đến 03/5/2025; có thể ghi thêm lý do ở sau)
calendar-ask-work = Cơ quan làm bù ngày nào? (ví dụ: 22/6; có thể ghi thêm lý do ở sau)
calendar-done-off = Đã ghi nghỉ { $days }. Các lời nhắc theo lịch mới.
calendar-done-work = Đã ghi làm việc { $days }. Các lời nhắc theo lịch mới.
calendar-done-clear = Đã bỏ { $days }, trở lại theo lịch chung. Các lời nhắc theo lịch mới.
calendar-weekday-1 = thứ Hai { $day }
calendar-weekday-2 = thứ Ba { $day }
calendar-weekday-3 = thứ Tư { $day }
calendar-weekday-4 = thứ Năm { $day }
calendar-weekday-5 = thứ Sáu { $day }
calendar-weekday-6 = thứ Bảy { $day }
calendar-weekday-7 = Chủ nhật { $day }
error-calendar-how = Đề nghị đồng chí gõ: /lichlamviec nghi 15/7/2024; /lichlamviec lam 13/7/2024; /lichlamviec xoa 15/7/2024
error-calendar-past = Ngày { $day } đã qua nên không đổi được nữa.
error-calendar-already-off = Ngày { $day } vốn đã là ngày nghỉ, không phải ghi thêm.
error-calendar-already-working = Ngày { $day } vốn đã là ngày làm việc, không phải ghi thêm.
error-calendar-not-declared = Ngày { $day } không có trong các ngày cơ quan đã ghi nên không phải bỏ.
error-too-many-days = Mỗi lần ghi nhiều nhất { $most } ngày. Đề nghị đồng chí chia thành nhiều lần.
