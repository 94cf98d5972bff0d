# The web chat and the demo page.

web-title = Đôn Đốc
web-subtitle = { $board }
web-weekdays = Chủ Nhật, Thứ Hai, Thứ Ba, Thứ Tư, Thứ Năm, Thứ Sáu, Thứ Bảy
web-log = Nội dung trao đổi
web-you = Đồng chí
web-begin = Bắt đầu
web-nothing-yet = Chưa có tin nhắn. Lời nhắc và trả lời của hệ thống sẽ hiện ở đây.
web-newer = Có tin mới
web-placeholder = Soạn tin
web-send = Gửi
web-attach = Đính kèm tệp hoặc ảnh
web-detach = Bỏ tệp
web-attached = Tệp đã gửi
web-menu = Các chức năng
web-no-menu = Hiện chưa có chức năng nào dành cho đồng chí.
web-close = Đóng
web-download = Tải tệp
web-download-failed = Chưa tải được tệp. Đề nghị đồng chí thử lại.
web-sending = Đang gửi…
web-unsent = Chưa gửi, sẽ tự gửi lại
web-refused = Không gửi được.
web-offline = Mất kết nối, đang thử lại…
web-needs-script = Trang này cần JavaScript. Đề nghị đồng chí bật JavaScript trong trình duyệt.

web-link-ask = Liên kết này mở trang trao đổi của riêng đồng chí và gắn với máy này: máy khác sẽ không mở được. Đề nghị chỉ mở trên máy của chính mình.
web-link-open = Mở trên máy này

web-push-offer = Để được nhắc hạn cả khi không mở trang này, đề nghị đồng chí bật thông báo trên máy này.
web-push-button = Nhận thông báo
web-push-on = Đã bật thông báo trên máy này.
web-push-denied = Trình duyệt đang chặn thông báo. Đề nghị đồng chí cho phép trong cài đặt của trình duyệt, hoặc gõ /lienket để thêm kênh khác.
web-push-impossible = Trình duyệt này không nhận được thông báo, nên trang chỉ hiện lời nhắc khi đang mở. Đề nghị đồng chí gõ /lienket để thêm Zalo, Telegram hoặc thư điện tử.
web-push-install = Để nhận thông báo, đề nghị đồng chí bấm nút chia sẻ, chọn «Thêm vào MH chính», rồi mở Đôn Đốc từ màn hình chính.
web-push-no-https = Trang này chỉ hiện lời nhắc khi đang mở. Để được nhắc đúng hạn, đề nghị đồng chí gõ /lienket để thêm Zalo, Telegram hoặc thư điện tử.
web-push-title = Đôn Đốc
web-push-line = Đồng chí có tin mới từ { $board }. Chạm để mở.
web-push-unknown = Hệ thống không gửi được thông báo qua dịch vụ của trình duyệt này.

web-no-session = Phiên làm việc đã hết hạn. Đề nghị đồng chí mở lại trang.
web-too-many-sessions = Hiện có nhiều người cùng mở trang. Hệ thống sẽ tự thử lại sau ít phút.
web-text-too-long = Tin nhắn dài quá { $most } ký tự. Đề nghị đồng chí chia thành nhiều tin.
web-file-too-large = Tệp lớn hơn { $most } MB. Đề nghị đồng chí gửi tệp nhỏ hơn.
web-file-too-large-page = Tệp lớn hơn 20 MB. Đề nghị đồng chí gửi tệp nhỏ hơn.
web-too-large = Nội dung gửi quá lớn. Đề nghị đồng chí gửi ngắn hơn.
web-empty = Tin nhắn chưa có nội dung.
web-empty-file = Tệp không có nội dung. Đề nghị đồng chí kiểm tra lại.
web-no-file = Chưa có tệp nào được gửi.
web-no-such-file = Không tìm thấy tệp này.
web-malformed = Hệ thống không đọc được nội dung gửi. Đề nghị đồng chí tải lại trang.
web-not-ready = Hệ thống đang khởi động. Tin sẽ được gửi lại sau ít phút.
web-failed = Hệ thống gặp lỗi. Đề nghị đồng chí thử lại sau ít phút.

web-demo-what = Dùng thử với đơn vị giả định
web-demo-try-1 = Bấm «Đến sự kiện kế tiếp»: lời nhắc hiện trên điện thoại bí thư.
web-demo-try-2 = Trên điện thoại bí thư, trả lời «45/50 ngày 15/6 trực tiếp» rồi bấm «Đúng».
web-demo-try-3 = Trên điện thoại cán bộ, gõ /summary.
web-demo-clock = Thời gian của bản dùng thử
web-demo-hour = +1 giờ
web-demo-day = +1 ngày
web-demo-week = +7 ngày
web-demo-next = Đến sự kiện kế tiếp
web-demo-no-event = Không còn sự kiện nào
web-demo-moving = Đang chuyển thời gian…
web-demo-failed = Chưa kết nối được với hệ thống. Đề nghị thử lại.
web-demo-phones = Các điện thoại
web-demo-phone = Điện thoại
