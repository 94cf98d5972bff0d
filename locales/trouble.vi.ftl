### Sự cố: tin không xử lý được, tin chưa rõ đã đến, tin không gửi được; báo động của bộ phận tự kiểm tra.

## Lệnh /suco
menu-trouble = Sự cố tin nhắn
trouble-none = Không có sự cố: mọi tin nhận được đã xử lý, mọi tin gửi đi đều rõ kết quả.
trouble-head = Sự cố tin nhắn đến { $at }:
    – Tin nhận được, chưa xử lý được: { $failed }
    – Tin gửi đi, chưa rõ đã đến: { $uncertain }
    – Tin không gửi được trong 14 ngày qua: { $undeliverable }
    – Tin đã chuyển sang kênh khác trong 14 ngày qua: { $switched }
trouble-show-failed = Tin chưa xử lý được
trouble-show-uncertain = Tin chưa rõ đã đến
trouble-show-undeliverable = Tin không gửi được
trouble-back = Về danh mục sự cố
trouble-page-empty = Danh sách này không còn tin nào.
trouble-message = Tin { $number }
trouble-nobody = người chưa đăng ký
trouble-unreadable = tin không đọc được
trouble-head-failed = Tin nhận được, chưa xử lý được: { $first }–{ $last } trong { $total } tin. Người gửi đã được xin lỗi.
trouble-line-failed = { $at }, { $who }: { $text }
trouble-failed = { $message }
    Lý do: { $reason }. Số lần không xử lý được: { $attempts }.
    Xử lý lại thì người gửi nhận được câu trả lời; thời điểm gửi vẫn tính như cũ.
trouble-why-unreadable = mạng nhắn tin gửi đến nội dung không đọc được
trouble-why-bug = lỗi của hệ thống ({ $error }), đề nghị báo quản trị
trouble-redo = Xử lý lại
trouble-seen = Đã xem, cất đi
trouble-redo-all = Xử lý lại tất cả ({ $count })
trouble-seen-all = Cất tất cả ({ $count })
trouble-handled-again = Đã đưa vào xử lý lại: { $count } tin. Không đọc được nên giữ lại: { $unreadable } tin.
trouble-set-aside = Đã ghi nhận là đã xem: { $count } tin.
trouble-head-uncertain = Tin gửi đi, chưa rõ đã đến: { $first }–{ $last } trong { $total } tin. Đường truyền đứt sau khi tin rời máy chủ.
trouble-line-uncertain = { $at }, { $who }: { $kind } «{ $about }»
trouble-uncertain = { $message }
    Nếu gửi lại, người đã nhận sẽ nhận hai lần. Có thể gọi điện hỏi trước rồi chọn:
trouble-again = Gửi lại
trouble-arrived = Đã đến
trouble-leave = Để nguyên, không gửi
trouble-again-all = Gửi lại tất cả ({ $count })
trouble-arrived-all = Tất cả đã đến ({ $count })
trouble-sent-again = Đã đưa vào gửi lại: { $count } tin. Việc đã báo cáo thì không nhắc nữa.
trouble-confirmed = Đã ghi nhận là đã đến: { $count } tin.
trouble-left = Đã để nguyên, không gửi lại: { $count } tin.
trouble-head-undeliverable = Tin không gửi được trong 14 ngày qua: { $messages } tin, { $people } nơi nhận. Đề nghị gọi điện:
trouble-line-undeliverable = { $who }: { $reason }; { $count } tin, gần nhất { $at }. Đầu mối: { $contact }
trouble-notice = Có tin nhắn cần đồng chí quyết định: chưa xử lý được { $failed } tin nhận, chưa rõ đã đến { $uncertain } tin gửi.
trouble-digest = Sự cố tin nhắn: chưa xử lý được { $failed }, chưa rõ đã đến { $uncertain } (gõ /suco).
message-reply = trả lời
message-notice = thông báo
message-reminder = lời nhắc
message-nudge = lời đôn đốc
message-digest = bản tin
error-trouble-settled = Tin này đã được giải quyết. Gõ /suco để xem những tin còn lại.
error-message-unreadable = Tin này không đọc được nên không xử lý lại được; chỉ có thể ghi nhận là đã xem.

## Lý do
reason-confirmed-by-staff = cán bộ xác nhận đã đến
reason-left-by-staff = cán bộ quyết định không gửi lại
reason-interrupted = hệ thống dừng giữa lúc gửi
reason-no-answer = không nhận được trả lời của mạng nhắn tin
reason-unexpected-answer = mạng nhắn tin trả lời lạ
reason-gave-up = đã thử sáu lần không được
reason-bad-request = mạng nhắn tin không nhận nội dung này
reason-file-too-large = tệp quá lớn
reason-not-written = lỗi của hệ thống khi soạn tin

## Nhật ký
audit-message-handled-again = xử lý lại tin
audit-message-set-aside = cất tin đã xem
audit-message-sent-again = gửi lại tin
audit-message-confirmed = xác nhận tin đã đến
audit-message-left = không gửi lại tin

## Tự kiểm tra
alarm-head = Tự kiểm tra lúc { $at } phát hiện sai lệch:
alarm-line = – { $what }: { $count } (số { $examples })
alarm-what-now = Đề nghị đồng chí báo quản trị hệ thống.
all-clear = Tự kiểm tra: các sai lệch đã báo nay không còn.
finding-inbox-waits = tin nhận được đợi quá 2 phút
finding-inbox-outcome-too-early = tin nhận được chưa xử lý mà đã có kết quả
finding-inbox-without-outcome = tin nhận được đã xử lý mà không có kết quả
finding-inbox-without-reason = tin không xử lý được mà không ghi lý do
finding-inbox-unanswered = tin nhận được đã xử lý mà không có câu trả lời
finding-outbox-waits = tin gửi đi đợi quá lâu
finding-outbox-sending-long = tin gửi đi quá 5 phút chưa có kết quả
finding-outbox-sender-gone = tin đang gửi dở của tiến trình đã dừng
finding-outbox-waits-and-ended = tin chờ gửi mà lại ghi là đã xong
finding-outbox-sent-by-nobody = tin đang gửi mà không rõ tiến trình nào gửi
finding-outbox-unknown-state = tin gửi đi ở trạng thái lạ
finding-outbox-without-end = tin gửi đi đã xong mà không ghi lúc nào
finding-outbox-without-reason = tin không đến mà không ghi lý do
finding-step-unaccounted = bước nhắc không có tin, cũng không có lý do
finding-step-forgotten = bước nhắc bị bỏ sót, nay đã đưa vào gửi

## Ngừng lâu
absence = Hệ thống đã ngừng từ { $since } đến { $until }. Các mạng nhắn tin chỉ giữ tin trong 24 giờ, nên tin các đơn vị gửi trước { $lost_until } có thể đã mất. Đề nghị đồng chí hỏi lại các đơn vị có gửi báo cáo trong thời gian đó không.
