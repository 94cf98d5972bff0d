### Tệp kèm báo cáo, tài liệu mật.

menu-files = Tệp kèm báo cáo
attached = Đã lưu tệp { $names } kèm báo cáo «{ $duty }» của { $unit }.
attached-before = Tệp { $names } đã có trong báo cáo «{ $duty }» của { $unit }, hệ thống không lưu thêm.
attach-which = Tệp { $name } kèm báo cáo việc nào?
attach-which-still = Đã nhận { $count } tệp. Các tệp này kèm báo cáo việc nào?
attach-drop = Bỏ tệp
attach-dropped = Đã bỏ tệp, không kèm báo cáo nào.
files-none = Chưa có tệp nào kèm báo cáo.
files-which = Tệp kèm báo cáo, theo đơn vị và việc:
files-of = { $unit }: { $duty } ({ $count } tệp)
files-head = «{ $duty }», { $unit }, mã báo cáo { $code }: { $count } tệp.
file-line = { $name } (đồng chí { $by }, { $at })
column-files = Tệp kèm
audit-file-attached = gửi tệp kèm báo cáo
error-file-empty = Tệp { $name } không có nội dung. Đề nghị đồng chí gửi lại.
error-file-too-large = Tệp { $name } lớn quá 20 MB. Đề nghị đồng chí gửi tệp nhỏ hơn.
error-file-macros = Tệp { $name } có chứa macro (chương trình) nên hệ thống không lưu kèm báo cáo. Đề nghị đồng chí lưu lại dạng .docx hoặc PDF rồi gửi.
error-file-encrypted = Tệp { $name } có mật khẩu nên không xem được. Đề nghị đồng chí bỏ mật khẩu rồi gửi lại.
error-file-mismatch = Nội dung tệp { $name } không đúng với đuôi tệp. Đề nghị đồng chí kiểm tra rồi gửi lại ảnh, tệp PDF hoặc Word.
error-file-kind = Hệ thống chỉ lưu kèm báo cáo ảnh, tệp PDF hoặc Word; tệp { $name } thuộc loại khác. Đề nghị đồng chí gửi lại theo một trong các loại đó.

## Tài liệu mật
classified-notice = Đề nghị đồng chí không gửi tài liệu mật qua hệ thống này.
classified-refused = Nội dung có dấu chỉ độ mật nên hệ thống không tiếp nhận và đã xóa. Đề nghị đồng chí gửi { $board } theo đường văn thư mật.
audit-classified-thrown-away = gửi nội dung mật, hệ thống đã xóa

## Tệp trong sổ theo dõi và gói .zip
sheet-ledger = So theo doi
sheet-files = Tệp đính kèm
column-file = Tệp
column-size = Dung lượng (byte)
column-sha256 = Mã băm SHA-256
column-place = Vị trí trong gói .zip
export-files-button = Kèm { $count } tệp (.zip, { $size })
export-files-ready = Sổ theo dõi và { $count } tệp kèm báo cáo «{ $plan }», xếp theo đơn vị và việc.
export-files-none = Chưa có tệp nào kèm báo cáo «{ $plan }».
export-files-large = Các tệp nặng { $size }, quá mức gửi qua tin nhắn ({ $most }). Đề nghị đồng chí chọn từng việc:
export-files-too-large = Các tệp nặng { $size }, quá mức gửi qua tin nhắn ({ $most }). Đề nghị đồng chí lấy từng đơn vị bằng /tep, hoặc nhờ quản trị chạy trên máy chủ: dondoc export TEP.zip
