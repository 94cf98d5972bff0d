### Vướng mắc, câu hỏi, phản ánh và đề nghị lùi hạn của đơn vị; cách trả lời những tin không phải báo cáo.

## Sổ vướng mắc (/vuongmac)
menu-matters = Vướng mắc, câu hỏi của đơn vị
menu-ask = Hỏi cán bộ theo dõi
menu-moretime = Xin lùi hạn
matter-kind-difficulty = vướng mắc
matter-kind-question = câu hỏi
matter-kind-complaint = phản ánh
matter-kind-extension = xin lùi hạn
matter-kind-role-change = đổi bí thư
matter-kind-other = việc khác
matter-state-open = chưa ai nhận
matter-state-taken = đồng chí { $name } đang xử lý
matter-state-answered = đồng chí { $name } đã trả lời
matter-state-closed = đồng chí { $name } đã đóng
matters-none = Không còn vướng mắc, câu hỏi nào chờ giải quyết.
matters-head = Đang chờ giải quyết: { $counts }.
matters-all = Xem cả việc đã giải quyết
matter-line = { $number }. { $kind }, { $unit }: «{ $words }» – { $state }
matter-open = Việc số { $number }
matter-notice = Việc số { $number } ({ $kind }). Đồng chí { $name }, { $unit }, lúc { $at }: «{ $words }»
matter-duty = Về việc: { $duty }
matter-answer-line = Trả lời: { $answer }
matter-take = Nhận xử lý
matter-answer = Trả lời
matter-close = Đóng
matter-taken-by-you = Đồng chí đã nhận việc số { $number }.
matter-answer-what = Đề nghị gõ câu trả lời; hệ thống gửi nguyên văn đến đồng chí { $name }, { $unit }.
matter-answered = Đã gửi câu trả lời đến đồng chí { $name } ({ $unit }); việc số { $number } đã giải quyết.
matter-answered-notice = { $board } trả lời nội dung «{ $words }»:
    { $answer }
matter-closed = Đã đóng việc số { $number }.
digest-matters = Vướng mắc, câu hỏi chờ giải quyết: { $counts }. Gõ /vuongmac để xem.
ask-what = Đề nghị đồng chí gõ câu hỏi; hệ thống chuyển đến { $board }.
error-matter-taken = Việc số { $number } đã có đồng chí { $name } nhận xử lý.
error-matter-settled = Việc số { $number } đã giải quyết. Đồng chí { $name }: { $answer }
error-no-such-matter = Không có việc số này.
error-words-missing = Đề nghị đồng chí gõ nội dung.
error-not-owed = «{ $duty }» đã báo cáo xong nên không cần lùi hạn.
audit-matter-raised = nêu vướng mắc, câu hỏi
audit-matter-taken = nhận xử lý vướng mắc
audit-matter-answered = trả lời vướng mắc
audit-matter-closed = đóng vướng mắc
audit-extension-granted = đồng ý lùi hạn
audit-extension-refused = không đồng ý lùi hạn

## Xin lùi hạn
moretime-button = Xin lùi hạn
extension-which = Đồng chí xin lùi hạn việc nào?
extension-why = «{ $duty }», hạn hiện nay { $until }. Đề nghị đồng chí nêu lý do và xin lùi đến ngày nào.
extension-asked = Đã chuyển đề nghị lùi hạn «{ $duty }» đến { $board }. Khi chưa có trả lời, hạn vẫn là { $until }.
extension-asked-notice = Việc số { $number }: đồng chí { $name }, { $unit }, xin lùi hạn «{ $duty }» (hạn hiện nay { $until }): «{ $words }»
extension-wished = Đồng ý đến { $day }
extension-days = Thêm { $count } ngày làm việc ({ $day })
extension-other-day = Ngày khác
extension-refuse = Không đồng ý
extension-until-when = Cho { $unit } lùi hạn đến khi nào? (ví dụ: đến hết ngày 05/7/2024)
extension-refuse-why = Lý do không đồng ý? Bấm hoặc gõ; hệ thống gửi nguyên văn đến đơn vị.
extension-reason-common = Thời hạn chung của kế hoạch không lùi được
extension-reason-upwards = Phải tổng hợp báo cáo cấp trên đúng hạn
extension-reason-enough = Thời gian còn đủ để tổ chức
extension-granted-answer = đồng ý lùi hạn đến { $until }
extension-refused-answer = không đồng ý, lý do: { $reason }
extension-granted-notice = Kính gửi đồng chí { $name }. Đề nghị lùi hạn «{ $duty }» của { $unit } đã được đồng ý: hạn mới { $until }.
extension-refused-notice = Kính gửi đồng chí { $name }. Đề nghị lùi hạn «{ $duty }» của { $unit } chưa được đồng ý, lý do: { $reason }. Hạn vẫn là { $until }.
extension-refused = Đã báo đơn vị { $unit }: không lùi hạn «{ $duty }».

## Tin không phải báo cáo
not-done-noted = Đã chuyển nội dung đến { $board }; hệ thống chưa ghi nhận là đã báo cáo. Tổ chức xong, đề nghị đồng chí gửi kết quả tại đây.
paper-noted = Đã báo { $board } rằng đơn vị gửi bằng đường khác (bản giấy, điện thoại, thư điện tử). Cán bộ theo dõi nhận được sẽ nhập giúp; đến khi đó hệ thống chưa ghi nhận là đã báo cáo.
role-change-noted = Đã báo { $board } việc thay đổi người phụ trách. Cán bộ theo dõi sẽ liên hệ đơn vị.
complaint-noted = Cảm ơn đồng chí đã phản ánh. Nội dung đã được chuyển đến { $board } để xem xét và trả lời.
stop-noted = Đã chuyển ý kiến của đồng chí đến { $board }. Lời nhắc việc của tổ chức không tự dừng được; báo cáo xong thì hệ thống thôi nhắc ngay. Đồng chí có thể hẹn nhắc lại sau, hoặc chọn kênh nhận tin:
not-for-unit-noted = Đã chuyển đến { $board } để xem đơn vị có thuộc diện thực hiện không; cán bộ theo dõi sẽ trả lời. Đến khi đó hệ thống chưa bỏ việc này khỏi danh sách.
cannot-send-noted = Đã báo { $board } khó khăn của đồng chí; cán bộ theo dõi sẽ liên hệ. Khi gửi được, đề nghị đồng chí gõ kết quả tại đây, hoặc nhờ cán bộ nhập giúp.
several-units = Tin có số liệu của nhiều đơn vị. Để không nhầm lẫn, đề nghị đồng chí báo cáo từng đơn vị:
attachment-awaited = Hệ thống chưa nhận được tệp kèm theo. Đề nghị đồng chí gửi ảnh, tệp PDF hoặc Word tại đây.

## Sổ theo dõi
sheet-matters = Vướng mắc
column-number = Số
column-raised-at = Nêu lúc
column-kind = Loại
column-raised-by = Người nêu
column-owner = Người xử lý
column-state = Tình trạng
column-answer = Trả lời
column-settled-at = Giải quyết lúc
matter-column-open = chưa nhận
matter-column-taken = đang xử lý
matter-column-answered = đã trả lời
matter-column-closed = đã đóng

## Những câu quanh báo cáo
how-to-report = Đề nghị đồng chí gõ kết quả ngay tại đây, ví dụ: 45/50 ngày 15/6 trực tiếp. Hệ thống hỏi thêm phần còn thiếu. Hoặc chọn:
already-received = Hệ thống đã nhận:
already-left = Còn phải báo cáo:
not-received = Hệ thống chưa nhận được báo cáo nào của đơn vị. Đề nghị đồng chí gõ lại tại đây, ví dụ: 45/50 ngày 15/6 trực tiếp; nếu đã gửi bằng đường khác, đề nghị báo cán bộ theo dõi.
no-duty-for-figures = Đơn vị không có việc nào thu số liệu này nên hệ thống chưa ghi nhận. Nếu cần, đề nghị đồng chí báo cán bộ theo dõi.
