### Zalo: chọn mục, tệp, hạn mức tin nhắn.

zalo-pick = Trả lời bằng số hoặc chữ của mục.
zalo-file-link = Tệp «{ $name }»: { $link }
    Liên kết dùng được trong { $days } ngày. Đề nghị đồng chí không chuyển cho người khác.
zalo-file-unsent = Tệp «{ $name }» không gửi được qua Zalo. Đề nghị đồng chí nhận tệp ở kênh khác hoặc liên hệ cán bộ theo dõi.
