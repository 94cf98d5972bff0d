### Đọc văn bản kế hoạch: những gì tìm thấy, những gì cán bộ phải xác định, những tệp không đọc được.

planread-title = Văn bản: { $title }
planread-facts = Số: { $number }; cơ quan ban hành: { $issuer }; ngày: { $day }; người ký: { $signer }
planread-missing = không nêu
planread-none = Không tìm thấy nhiệm vụ nào trong văn bản.
planread-duty = { $number }. { $title } ({ $kind })
planread-who = {"   "}Đơn vị thực hiện: { $who }
planread-deadline = {"   "}Hạn: { $moment } – «{ $phrase }» (mục { $clause })
planread-undated = chưa có hạn
planread-recipient = {"   "}Gửi về: { $recipient }; qua: { $via }
planread-needs = {"   "}Cần cán bộ xác định: { $needs }
planread-needs-deadline = thời hạn
planread-needs-anchor = mốc tính thời hạn
planread-needs-addressees = đơn vị thực hiện
planread-needs-year = năm (văn bản không ghi, suy theo ngày ban hành)
planread-needs-date = ngày (ngày ghi trong văn bản không có thật hoặc trái nhau)
planread-needs-weekday = thứ trong tuần (không khớp với ngày)
planread-needs-day = ngày cụ thể (văn bản chỉ ghi cuối kỳ)

error-plan-no-text = Văn bản không có chữ để đọc. Đề nghị đồng chí kiểm tra lại tệp.
error-plan-letters-lost = Lớp chữ của văn bản bị mất chữ tiếng Việt nên không đọc được; không phải là văn bản không có thời hạn. Đề nghị đồng chí gửi bản .docx hoặc bản PDF xuất trực tiếp từ Word.
error-plan-too-long = Văn bản dài quá mức của một kế hoạch. Đề nghị đồng chí tách riêng phần giao nhiệm vụ.
error-plan-file-too-large = Tệp quá lớn hoặc bung ra quá lớn (tối đa { $limit }). Đề nghị đồng chí gửi riêng phần văn bản, không kèm ảnh.
error-plan-file-empty = Tệp rỗng. Đề nghị đồng chí kiểm tra và gửi lại.
error-plan-old-word = Tệp là Word đời cũ (.doc) hoặc có mật khẩu. Đề nghị đồng chí mở bằng Word, lưu thành .docx không có mật khẩu rồi gửi lại.
error-plan-macros = Tệp có macro nên không được mở. Đề nghị đồng chí lưu thành .docx thường rồi gửi lại.
error-plan-encrypted = Tệp có mật khẩu. Đề nghị đồng chí bỏ mật khẩu rồi gửi lại.
error-plan-scan = Tệp PDF là ảnh chụp, không có lớp chữ. Đề nghị đồng chí gửi bản .docx hoặc bản PDF xuất từ Word.
error-plan-file-damaged = Tệp bị hỏng, không mở được. Đề nghị đồng chí mở thử bằng Word hoặc trình đọc PDF, lưu lại rồi gửi lại.
error-plan-not-utf8 = Tệp chữ không theo mã UTF-8. Đề nghị đồng chí lưu lại theo mã UTF-8 hoặc gửi bản .docx.
error-plan-file-unknown = Tệp không phải văn bản .txt, .docx hoặc .pdf. Đề nghị đồng chí chọn tệp khác.
