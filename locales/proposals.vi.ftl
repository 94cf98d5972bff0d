### Từ văn bản đến kế hoạch: gửi văn bản, xem từng việc, bổ sung chỗ thiếu, lập dự thảo, ra phiên bản mới.

## Gửi văn bản
plan-from-document = Đọc từ văn bản kế hoạch
document-ask = Đề nghị đồng chí gửi tệp văn bản kế hoạch (.docx, .pdf, .txt, bản quét hoặc ảnh chụp), hoặc dán toàn văn vào đây. Dán nhiều tin cũng được.
document-reading = Đang đọc văn bản «{ $name }»… Đọc xong hệ thống báo ngay tại đây; chưa gửi gì cho đơn vị.
document-more = Đã nhận { $length } ký tự. Nếu còn, đề nghị đồng chí gửi tiếp; nếu đã đủ, chọn «Đọc văn bản». Không phải văn bản kế hoạch thì gõ /huy.
document-read = Đọc văn bản
document-pasted = van-ban-dan-vao.txt
document-which = Tệp này là văn bản kế hoạch để lập việc, hay gửi kèm báo cáo của đơn vị?
document-is-plan = Là văn bản kế hoạch
document-is-report = Kèm báo cáo của đơn vị
proposal-being-read = Văn bản đang được đọc

## Tổng quan
proposal-head = Đã đọc văn bản: { $title }
proposal-untitled = (chưa có trích yếu)
proposal-facts = Số: { $number }; ngày ban hành: { $day }; cơ quan ban hành: { $issuer }.
proposal-unknown = chưa rõ
proposal-counts = { $count } việc, trong đó { $undated } việc chưa có thời hạn (cần ấn định). Đã quyết định { $decided }.
proposal-dropped = Đã bỏ { $count }.
proposal-changes-plan = Sửa đổi kế hoạch «{ $plan }», hiện ở phiên bản { $version }.
proposal-twin = Kế hoạch «{ $plan }» đã có. Đây là bản sửa của kế hoạch đó?
proposal-twin-active = Giống kế hoạch đang thực hiện «{ $plan }». Đây là bản sửa của kế hoạch đó?
proposal-twin-yes = Là bản sửa: ra phiên bản mới
proposal-twin-no = Là kế hoạch khác
plan-like = Giống kế hoạch đang thực hiện «{ $plan }». Ban hành thêm thì đơn vị được giao và nhắc hai lần cùng một việc.
plan-like-version = Ra phiên bản mới của kế hoạch đang có
proposal-is-own = Đã ghi: đây là kế hoạch khác.
proposal-nothing-sent = Chưa gửi gì cho đơn vị.
proposal-waiting = Đang xem: { $title }
proposal-next = Xem từng việc
proposal-keep-clear = Giữ { $count } việc đã rõ
proposal-list = Danh sách việc
proposal-add = Thêm một việc
proposal-fix-facts = Sửa số, ngày, trích yếu
proposal-draft = Lập dự thảo kế hoạch
proposal-diff = Xem thay đổi
proposal-discard = Bỏ văn bản này
proposal-discard-sure = Bỏ văn bản này thì những gì đã đọc và đã chọn không còn. Đồng chí chắc chắn?
proposal-discard-yes = Bỏ
proposal-discarded = Đã bỏ văn bản; chưa có gì gửi cho đơn vị.
proposal-back = Trở lại
proposal-ask-issuer = Cơ quan nào ban hành văn bản? (ví dụ: Ban Thường vụ Huyện ủy)
proposal-no-issuer = Không ghi
proposal-still-undated = { $count } việc chưa có thời hạn, cần ấn định:
    { $titles }
fact-which = Đồng chí sửa mục nào?
fact-title = Trích yếu
fact-number = Số, ký hiệu
fact-issued-on = Ngày ban hành
fact-issuer = Cơ quan ban hành

## Từng việc
proposal-duty = Việc { $number }/{ $count } ({ $kind }): { $title }
proposal-quote = Mục { $clause }: «{ $quote }»
proposal-deadline = Thời hạn: { $deadline }
proposal-undated = cần ấn định
proposal-recurs = Việc định kỳ; thời hạn trên là của kỳ đầu.
proposal-who = Giao cho: { $who }
proposal-nobody = chưa rõ
proposal-unmatched = Chưa khớp với khối hoặc đơn vị nào: «{ $words }»
proposal-recipient = Gửi về: { $recipient }; qua: { $via }
proposal-now = Hiện đang giao: { $deadline }; { $who }
proposal-is-gone = Văn bản mới không còn nêu việc này.
proposal-decided = Đã chọn: { $state }
proposal-state-open = chưa quyết định
proposal-state-kept = giữ
proposal-state-dropped = bỏ
proposal-state-merged = gộp
duty-keep = Giữ
duty-keep-undated = Giữ, ấn định hạn sau
duty-keep-on = Vẫn giao như cũ
duty-date = Đổi thời hạn
duty-who = Đổi nơi thực hiện
duty-title = Đổi tên việc
duty-kind = Đổi loại việc
duty-merge = Gộp với việc khác
duty-separate = Là việc mới
duty-drop = Bỏ việc này
duty-stop = Thôi giao việc này
duty-open = Xem: { $title }
duty-kept = Giữ: { $title }
duty-dropped = Bỏ: { $title }
duty-merged = Đã gộp vào: { $title }
duties-kept = Đã giữ các việc đã rõ.
duty-ask-date = Thời hạn của «{ $title }»? Ghi như trong văn bản (ví dụ: trước ngày 03/7/2024; trong tháng 6/2024).
duty-ask-title = Tên mới của việc «{ $title }»?
merge-which = Gộp «{ $title }» vào việc nào?
undated-head = Còn { $count } việc văn bản không nêu thời hạn (cần ấn định):
undated-keep = Giữ cả { $count } việc, ấn định hạn sau
undated-drop = Bỏ cả { $count } việc
undated-kept = Đã giữ các việc chưa có thời hạn.
undated-dropped = Đã bỏ các việc chưa có thời hạn.

## Chỗ cần xác định
need-yes = Đúng
need-undated = Để chưa có thời hạn
need-year = Văn bản không ghi năm; hệ thống suy ra: chậm nhất { $day }. Như vậy có đúng không?
need-weekday = Thứ ghi trong văn bản không khớp với ngày. Lấy theo ngày, chậm nhất { $day }, có đúng không?
need-day = Văn bản chỉ ghi cuối kỳ. Lấy ngày cuối cùng của kỳ, chậm nhất { $day }, có đúng không?
need-date = Hệ thống không xác định được ngày trong «{ $phrase }» (không có thật, trái nhau hoặc thiếu năm). Đề nghị đồng chí gõ thời hạn đúng.
need-anchor = Thời hạn tính từ một mốc: «{ $phrase }». Mốc đó là ngày nào? Đề nghị đồng chí gõ ngày, hoặc chọn.
anchor-issued = Ngày ban hành { $day }
anchor-event = { $title }: { $day }
anchor-no-span = Từ mốc này chưa tính được thời hạn, vì văn bản không ghi bao nhiêu ngày.
who-ask = Văn bản ghi «{ $words }». Giao cho khối nào ở đây? Một đơn vị thì gõ tên.
who-ask-unnamed = Giao cho khối nào? Một đơn vị thì gõ tên.
who-done = Xong: { $names }
who-clear = Chọn lại từ đầu

## Phiên bản mới
version-new = Ra phiên bản mới
version-source = Văn bản gốc
version-no-source = Kế hoạch này không lập từ tệp văn bản.
version-how = Phiên bản mới của «{ $plan }»: đồng chí gửi văn bản đã sửa, hay sửa ngay tại đây?
version-from-document = Gửi văn bản đã sửa
version-edit = Sửa ngay tại đây
draft-edit = Sửa dự thảo
version-head = So với «{ $plan }» (phiên bản { $version }):
version-nothing = Chưa có thay đổi nào.
version-added = Thêm:
version-moved = Đổi thời hạn:
version-moved-line = – { $title }: { $before } → { $after }
version-readdressed = Đổi nơi thực hiện:
version-readdressed-line = – { $title }: thêm { $added }; bớt { $dropped }
version-reworded = Sửa lời, nơi nhận:
version-dropped = Thôi giao:
version-effect = Báo cáo đã nhận vẫn giữ. Xác nhận xong, hệ thống báo một lần cho những đồng chí có liên quan.
version-confirm = Xác nhận phiên bản { $version }
draft-confirm = Lưu vào dự thảo
draft-changed = Đã sửa dự thảo; chưa gửi gì cho đơn vị.
version-made = Đã ban hành phiên bản { $version }; đã báo { $told } đồng chí.
version-plan = Xem kế hoạch
version-reason = Điều chỉnh kế hoạch
version-notice = Kính gửi đồng chí { $name }. { $board } điều chỉnh kế hoạch «{ $plan }» (phiên bản { $version }):
version-notice-added = – Việc mới: { $duty }, chậm nhất { $after }
version-notice-moved = – Đổi thời hạn: { $duty }, từ { $before } thành { $after }
version-notice-dropped = – Không còn phải thực hiện: { $duty }

## Dòng lệnh
cli-plan-undated = Việc chưa có thời hạn, cần ấn định: { $title }
cli-plan-unsettled = Cần xác định { $needs }: { $title }
cli-plan-not-confirmed = Kế hoạch đọc từ văn bản phải được xem lại trước khi ban hành: đề nghị nhập không kèm --activate, rồi xem trong /kehoach.

## Nhật ký, lỗi
audit-plan-document-sent = gửi văn bản kế hoạch
audit-proposal-decided = quyết định việc đọc từ văn bản
audit-proposal-dropped = bỏ văn bản kế hoạch
audit-version-begun = bắt đầu phiên bản mới của kế hoạch
audit-version-made = ra phiên bản mới của kế hoạch
error-no-such-proposal = Không có văn bản này.
error-proposal-unread = Văn bản đang được đọc; đọc xong hệ thống báo ngay.
error-proposal-settled = Văn bản này đã được giải quyết. Đề nghị đồng chí xem /kehoach.
error-proposal-open = Còn việc chưa quyết định. Đề nghị đồng chí chọn «Xem từng việc».
error-proposal-empty = Chưa giữ việc nào nên chưa lập được kế hoạch.
error-title-missing = Kế hoạch chưa có trích yếu. Đề nghị đồng chí chọn «Sửa số, ngày, trích yếu».
error-no-such-duty = Không có việc này.
error-duty-unsettled = Việc «{ $duty }» còn chỗ cần xác định.
error-duty-merged = Việc này đã gộp vào việc khác.
error-version-same = Không có gì thay đổi so với phiên bản đang thực hiện.
error-plan-classified = Văn bản có dấu mức độ mật nên không được gửi qua đây; tệp đã được xóa khỏi hệ thống.
error-plan-too-slow = Đọc văn bản mất quá nhiều thời gian nên đã dừng. Đề nghị đồng chí gửi riêng phần giao nhiệm vụ, hoặc bản .docx.
preview-unsettled = Cần xác định: { $needs }
error-plan-unsettled = Việc «{ $duty }» có ngày do hệ thống suy ra, chưa được xác nhận. Đề nghị đồng chí chọn «Sửa dự thảo» để xác nhận trước khi ban hành.
error-version-stale = Kế hoạch đã đổi sau khi đồng chí mở văn bản này. Đề nghị đồng chí bỏ văn bản và gửi lại để so với bản mới nhất.
