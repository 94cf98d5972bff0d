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
