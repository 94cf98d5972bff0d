### Văn bản quét và ảnh chụp: nhận dạng chữ.

scan-careful = Văn bản này là bản quét, chữ do máy nhận dạng nên có thể sai. Đề nghị đồng chí đối chiếu kỹ từng ngày, từng số với bản gốc; bảng trong bản quét không được đọc theo từng ô.
scan-compare = Đọc từ bản quét: đề nghị đối chiếu ngày với bản gốc.
scan-reading = Đang nhận dạng chữ …
error-plan-scan-not-installed = Văn bản là ảnh, không có lớp chữ, và máy chủ chưa cài phần nhận dạng chữ ({ $packages }). Đề nghị đồng chí gửi bản .docx hoặc bản PDF xuất từ Word, hoặc báo người quản trị cài thêm.
error-plan-scan-unreadable = Không nhận dạng được chữ trong ảnh. Đề nghị đồng chí chụp hoặc quét lại rõ hơn, thẳng và đủ sáng, hoặc gửi bản .docx.
error-plan-scan-too-slow = Nhận dạng chữ quá lâu nên đã dừng. Đề nghị đồng chí gửi riêng các trang giao nhiệm vụ, hoặc gửi bản .docx.
error-plan-scan-too-long = Bản quét dài quá { $most } trang. Đề nghị đồng chí gửi riêng các trang giao nhiệm vụ, hoặc gửi bản .docx.

doctor-check-scans = Văn bản quét
doctor-scans-read = đọc được (Tesseract, tiếng Việt)
doctor-scans-not-read = chưa đọc được; muốn đọc thì cài: { $packages }
