### Bàn giao nhiệm vụ bí thư, cử người trực thay.

menu-handover = Bàn giao cho người kế nhiệm
menu-deputy = Cử người trực thay
office-at-once = ngay khi được ghi nhận
office-from = từ ngày { $day }
office-until = đến { $until }

## Bàn giao (/bangiao)
handover-which-unit = Bàn giao của đơn vị nào? Đề nghị gõ tên đơn vị.
handover-whose = { $unit } có nhiều đồng chí phụ trách. Ai bàn giao?
handover-nobody = { $unit } chưa có bí thư đăng ký nên không cần bàn giao; đề nghị tạo mã mời.
handover-waits = Đã giới thiệu người kế nhiệm. Nếu đổi người, đề nghị thôi lần này trước.
handover-who = Việc của { $unit } được bàn giao cho ai? Đề nghị gõ họ và tên, hoặc chọn.
handover-since = Bàn giao cho đồng chí { $name } từ khi nào? Chọn, hoặc gõ ngày (ví dụ: 01/7).
handover-sure = Bàn giao việc của { $unit } cho đồng chí { $name }, { $terms }. Từ lúc đó người bàn giao không còn nhận tin và báo cáo thay đơn vị. Đúng không?
handover-code = Đề nghị đồng chí chuyển mã này tận tay đồng chí { $name } để đăng ký. Bàn giao việc của { $unit } có hiệu lực { $terms }; đến khi đó người hiện nay vẫn phụ trách.
handover-named = Đồng chí { $by } giới thiệu đồng chí { $name } nhận bàn giao việc của { $unit }, { $terms }.
succession-phone = Điện thoại: { $phone }
handover-received = Biên nhận bàn giao { $code }, lúc { $at }: đồng chí nhận việc của { $unit } từ đồng chí { $other }.
handover-given = Biên nhận bàn giao { $code }, lúc { $at }: việc của { $unit } đã chuyển cho đồng chí { $other }. Cảm ơn đồng chí.
handover-done = Đã bàn giao { $unit }: đồng chí { $before } cho đồng chí { $name }. Biên nhận { $code }.
handover-draft = Soạn tiếp: { $duty }

## Trực thay (/tructhay)
deputy-which-unit = Cử người trực thay cho đơn vị nào? Đề nghị gõ tên đơn vị.
deputy-who = Ai trực thay việc của { $unit }? Đề nghị gõ họ và tên. Người trực thay cũng được nhắc và báo cáo được; bí thư vẫn phụ trách.
deputy-since = Đồng chí { $name } trực thay từ khi nào? Chọn, hoặc gõ ngày (ví dụ: 01/7).
deputy-last-day = Đồng chí { $name } trực thay đến hết ngày nào? (ví dụ: 15/7)
deputy-sure = Đồng chí { $name } trực thay việc của { $unit }, { $terms }. Đúng không?
deputy-code = Đề nghị đồng chí chuyển mã này tận tay đồng chí { $name } để đăng ký trực thay việc của { $unit }, { $terms }.
deputy-named = Đồng chí { $by } cử đồng chí { $name } trực thay việc của { $unit }, { $terms }.
deputy-line = Cũng được nhắc và báo cáo: đồng chí { $name } ({ $until })
deputy-no-end = chưa có ngày kết thúc
deputy-end = Thôi: { $name }
deputy-until = Đồng chí trực thay việc của { $unit } đến { $until }.
deputy-began = Đồng chí { $name } đã bắt đầu trực thay việc của { $unit }.
deputy-ended = Đồng chí { $name } đã thôi trực thay việc của { $unit }.
deputy-ended-you = Kính gửi đồng chí { $name }. Thời gian trực thay việc của { $unit } đã hết. { $board } cảm ơn đồng chí.

## Chung cho cả hai
succession-person = { $name } ({ $role }, { $unit })
succession-same-person = Có phải đồng chí { $name } là người đã đăng ký sau đây?
succession-other = Người khác tên { $name }, gửi mã
succession-now = Từ hôm nay
succession-when-registered = Ngay khi đăng ký xong
succession-open-end = Chưa rõ
succession-no = Không
succession-line = Đồng chí { $name }, { $unit }, { $terms }: { $state }
succession-state-code = chưa dùng mã
succession-state-pending = chờ cán bộ duyệt
succession-state-coming = đã duyệt, chờ đến ngày
succession-cancel = Thôi giới thiệu: { $name }
succession-cancelled = Đã thôi giới thiệu; người hiện nay vẫn phụ trách.
succession-asked = Đã gửi { $board } duyệt việc giới thiệu đồng chí { $name } ({ $unit }).
succession-settled = Đã ghi nhận đồng chí { $name } ({ $unit }), { $terms }.
succession-begun = Đồng chí { $name } đã phụ trách { $unit }.
succession-coming = Đã ghi nhận: đồng chí phụ trách { $unit } { $terms }. Đến ngày đó hệ thống sẽ gửi các việc của đơn vị.
accept-handover = Đồng chí nhận bàn giao việc của { $unit } từ đồng chí { $other }, { $terms }. Đúng không?
accept-deputy = Đồng chí trực thay việc của { $unit }, { $terms }. Đúng không?
applicant-follows = Nhận bàn giao từ đồng chí { $other }, { $terms }. Người được giới thiệu: { $named }.
applicant-stands-in = Trực thay, { $terms }. Người được giới thiệu: { $named }.
decided-coming = Đã duyệt { $name } ({ $unit }), { $terms }.
error-office-day-passed = Ngày { $day } đã qua. Đề nghị chọn ngày khác.
error-office-day-too-far = Ngày này còn xa quá một năm. Đề nghị kiểm tra lại năm.
error-office-ends-before = Ngày kết thúc trước ngày bắt đầu.
error-office-over = Thời gian { $name } được giới thiệu đã qua; đề nghị giới thiệu lại.
error-succession-waits = Đã giới thiệu người kế nhiệm; nếu đổi người, đề nghị gõ /bangiao và thôi lần trước.
error-no-such-succession = Lần giới thiệu này đã xong hoặc đã thôi.
reason-handed-over = đã bàn giao cho người khác
reason-office-ended = đã thôi phụ trách
audit-successor-named = giới thiệu người kế nhiệm, trực thay
audit-succession-cancelled = thôi giới thiệu
audit-office-handed-over = bàn giao
audit-office-begun = bắt đầu phụ trách

## Cán bộ theo dõi một phần (/canbo)
staff-add-part = Mời: Cán bộ theo dõi một đơn vị và cấp dưới
staff-part-which = Theo dõi đơn vị nào, cùng các đơn vị trực thuộc? Đề nghị gõ tên đơn vị.
staff-of-part = { $role } ({ $unit } và cấp dưới)
