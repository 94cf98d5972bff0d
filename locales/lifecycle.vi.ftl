### Một báo cáo đi đến cùng: đính chính, bổ sung, rút, duyệt, trả lại, nhập thay.

menu-withdraw = Rút báo cáo đã gửi
menu-accept = Chấp nhận báo cáo
menu-return = Trả lại báo cáo để bổ sung
menu-enter = Nhập thay báo cáo giấy, điện thoại

## Thẻ báo cáo
card-supplement = Bổ sung báo cáo của { $unit }, việc «{ $duty }»:
card-unchanged = Chưa có mục nào thay đổi so với báo cáo đã gửi.
card-entered-paper = (Cán bộ nhập thay theo bản giấy)
card-entered-phone = (Cán bộ nhập thay theo điện thoại)
value-none = không có
supplement-figures = Báo cáo trước: { $figures }. Tính cả các đồng chí học bù:
receipt-supplement = Đã ghi nhận bổ sung (lần { $revision }) cho báo cáo «{ $duty }», { $unit }; báo cáo gửi lần đầu { $when }.
    Mã biên nhận { $code }, lúc { $at }.

## Rút báo cáo
withdraw-none = Đơn vị không có báo cáo nào để rút.
withdraw-which = Đồng chí rút báo cáo nào?
withdraw-sure = Đồng chí rút báo cáo «{ $duty }» của { $unit }?
    { $card }
    Rút rồi thì việc này tính là chưa báo cáo.
withdraw-yes = Rút báo cáo
withdraw-no = Không rút
withdraw-kept = Báo cáo vẫn được giữ như đã gửi.
withdrawn = Đã rút báo cáo «{ $duty }» của { $unit }. Đề nghị đồng chí báo cáo lại, hạn { $until }.
withdrawn-notice = Đồng chí { $name } đã rút báo cáo «{ $duty }» của { $unit }; đơn vị còn phải báo cáo lại.

## Duyệt
accept-which-unit = Duyệt báo cáo của đơn vị nào? Đề nghị gõ tên đơn vị, hoặc duyệt cả loạt báo cáo đúng hạn:
accept-none = Đơn vị này không có báo cáo nào chờ duyệt. Đề nghị gõ tên đơn vị khác, hoặc /huy.
accept-all = Duyệt { $count } báo cáo đúng hạn: { $duty }
accepted = Đã duyệt báo cáo «{ $duty }» của { $unit }.
accepted-notice = Kính gửi đồng chí { $name }. Báo cáo «{ $duty }» của { $unit } đã được duyệt, không phải bổ sung nữa.
accepted-all = Đã duyệt { $count } báo cáo đúng hạn.

## Trả lại
return-which-unit = Trả lại báo cáo của đơn vị nào? Đề nghị gõ tên đơn vị.
return-none = Đơn vị này không có báo cáo nào để trả lại. Đề nghị gõ tên đơn vị khác, hoặc /huy.
return-which-field = Báo cáo «{ $duty }» của { $unit }: trả lại để bổ sung mục nào?
return-reason = Lý do trả lại, { $unit } cần làm rõ điều gì?
return-until = Bổ sung trước khi nào? Bấm nút hoặc gõ, ví dụ: đến hết ngày 05/7/2024
return-usual = Sau 2 ngày làm việc ({ $until })
returned = Đã trả lại báo cáo «{ $duty }» của { $unit }, bổ sung chậm nhất { $until }. { $told }
returned-notice = Kính gửi đồng chí { $name }. Báo cáo «{ $duty }» của { $unit } được trả lại để bổ sung: { $field }. Lý do: { $reason } Đề nghị đồng chí bổ sung chậm nhất { $until }; các mục khác giữ nguyên.
return-answered = Đồng chí { $name }, { $unit }, đã trả lời báo cáo được trả lại «{ $duty }»:
    { $card }
    Lời của đơn vị: «{ $words }»
return-words-noted = Đã chuyển câu trả lời của đồng chí đến { $board }. Mục được trả lại còn phải xác nhận:
returned-why = Báo cáo được trả lại để bổ sung: { $field } (chậm nhất { $until }). Lý do: { $reason }
reminder-returned = Kính gửi đồng chí { $name }. Báo cáo «{ $duty }» của { $unit } được trả lại, hệ thống chưa nhận được phần bổ sung: { $field } (chậm nhất { $until }, { $left }). Lý do trả lại: { $reason }
reason-accepted = báo cáo đã được duyệt
returned-task = { $title }: được trả lại để bổ sung, chậm nhất { $day }
mend-button = Bổ sung
whole-report = Cả báo cáo

## Nhập thay
enter-which-unit = Nhập thay báo cáo cho đơn vị nào? Đề nghị gõ tên đơn vị.
enter-none = Đơn vị này không có việc nào thu báo cáo. Đề nghị gõ tên đơn vị khác, hoặc /huy.
enter-source = «{ $duty }», { $unit }: báo cáo đến bằng cách nào?
enter-source-closed = «{ $duty }», { $unit }: kế hoạch đã kết thúc, sửa lúc này được ghi vào nhật ký. Báo cáo đến bằng cách nào?
enter-arrived = Hạn đã qua. Báo cáo đến cơ quan ngày nào? (đúng hạn hay chậm tính theo ngày này)
error-arrived-impossible = Ngày nhận này không dùng được: chưa đến, hoặc trước khi báo cáo cũ được rút. Đề nghị nhập lại.
column-entered-at = Nhập lúc
source-paper = Bản giấy
source-phone = Điện thoại
source-by-staff = cán bộ nhập thay: { $source }
entered-notice = Kính gửi đồng chí { $name }. Cán bộ theo dõi đã nhập thay báo cáo «{ $duty }» của { $unit } ({ $source }):
    { $card }
    Nếu chưa đúng, đề nghị đồng chí đính chính.
correct-button = Đính chính

## Cột của sổ theo dõi
column-revision-kind = Loại
column-source = Nguồn
revision-kind-report = Báo cáo
revision-kind-correction = Đính chính
revision-kind-supplement = Bổ sung
revision-kind-withdrawal = Rút báo cáo

## Lỗi của người dùng
error-report-locked = Kế hoạch đã kết thúc nên báo cáo «{ $duty }» không sửa được nữa. Nếu số liệu cần sửa, đề nghị đồng chí báo cán bộ theo dõi.
error-nothing-to-withdraw = Không có báo cáo «{ $duty }» nào để rút.
error-no-report-yet = { $unit } chưa có báo cáo này, hoặc báo cáo đã được rút.
error-return-in-past = Thời hạn bổ sung đã qua. Đề nghị chọn một ngày chưa đến.
error-already-accepted = Báo cáo này của { $unit } đã được duyệt.

## Biểu mẫu
ask-field = { $field } là gì?
problem-over = { $field } ({ $value }) lớn hơn mức cho phép ({ $limit }). Đề nghị đồng chí kiểm tra lại.
error-no-such-form = Không có biểu mẫu «{ $form }».
error-form-unusable = Biểu mẫu chưa dùng được, chỗ sai: { $where }.
error-unreadable-check = Hệ thống chưa đọc được ràng buộc «{ $check }».
menu-forms = Biểu mẫu báo cáo
form-title-study = Học tập, quán triệt
form-title-result = Báo cáo kết quả
form-title-plan-issued = Ban hành kế hoạch
form-title-confirmation = Xác nhận hoàn thành
forms-head = Các biểu mẫu; chọn một để nhận tệp, sửa rồi gửi lại:
forms-line = – { $title } ({ $code }): { $fields }
form-notes = Sửa tệp này rồi gửi lại trong hội thoại; hệ thống cho xem trước khi áp dụng.
    kind: integer, date, dates, ratio, choice, text, document_number, file
    Mục tự thêm cần có label; question, help, required, lowest, highest, choices nếu cần.
    checks: attended <= total; absent = total - attended; dates not after today
    Đổi code để lập biểu mẫu mới.
form-sent = Biểu mẫu «{ $title }». Sửa xong, đề nghị gửi lại tệp tại đây.
form-preview = Biểu mẫu «{ $title }» sẽ gồm: { $fields }.
form-adds = Thêm: { $fields }
form-changes = Sửa: { $fields }
form-drops = Bỏ: { $fields } (báo cáo đã gửi vẫn giữ nguyên)
form-checks = Ràng buộc: { $checks }
form-same = Không khác biểu mẫu đang dùng.
form-yes = Áp dụng
form-no = Không áp dụng
form-saved = Biểu mẫu «{ $title }» đã được áp dụng cho các báo cáo từ nay.
form-dropped = Đã bỏ, biểu mẫu giữ như cũ.
whole-file = cả tệp
form-problems = Chưa dùng được tệp biểu mẫu, { $count } chỗ sai:
form-problem = – { $where }: { $why }
form-not-yaml = không đúng cú pháp YAML
form-too-large = tệp quá lớn
form-not-a-mapping = cần các cặp «tên: giá trị»
form-not-a-list = cần một danh sách
form-unknown-key = không có mục này
form-not-one-of = chỉ nhận một trong: { $detail }
form-not-a-number = cần một số nguyên
form-unreadable-check = chưa đọc được «{ $detail }»
form-bad-code = «{ $detail }» không dùng làm mã được (chữ thường không dấu, số, gạch dưới)
form-bad-name = «{ $detail }» không dùng làm tên được (chữ thường không dấu, số, gạch dưới)
form-name-twice = «{ $detail }» ghi hai lần
form-number-of-fields = cần từ 1 đến { $detail } mục
form-too-long = dài quá { $detail } ký tự
form-built-in-kind = mục có sẵn này phải là { $detail }
form-missing = thiếu
form-limits-reversed = lowest lớn hơn highest
form-choices = cần từ 2 đến { $detail } lựa chọn khác nhau, mỗi lựa chọn tối đa 40 ký tự
form-no-such-field = không có mục «{ $detail }»
form-wrong-kind = mục «{ $detail }» không phải loại dùng được ở đây

## Số người trong danh sách
members-differ = Tổng số báo cáo là { $total }, theo danh sách là { $registered }. Đề nghị đồng chí cho biết lý do (nếu có):
members-differ-staff = Tổng số báo cáo là { $total }, theo danh sách là { $registered }.
members-registry = Danh sách đã cũ
members-moved = Có đồng chí chuyển đến, chuyển đi
members-other = Lý do khác
members-why = Vì sao tổng số khác danh sách?
members-noted = Đã ghi nhận và chuyển { $board }. Cảm ơn đồng chí.
members-proposal = Đồng chí { $name } ({ $unit }) báo cáo tổng số { $total }, theo danh sách là { $registered }. Lý do: { $reason }
members-fix = Sửa danh sách thành { $total }
members-set = Danh sách: { $unit } nay có { $members } người.
error-members-out-of-range = Số người này không ghi vào danh sách được. Đề nghị kiểm tra lại.

## Nhật ký
audit-report-withdrawn = rút báo cáo
audit-report-returned = trả lại báo cáo
audit-report-accepted = duyệt báo cáo
audit-reports-accepted = duyệt các báo cáo đúng hạn
audit-form-changed = đổi biểu mẫu
audit-members-changed = sửa số người trong danh sách
audit-members-explained = giải thích tổng số khác danh sách

beside-reasons = Lý do vắng: { $reasons }
beside-absent-excused = Vắng có lý do: { $value }
beside-non-party = Quần chúng dự: { $value }
beside-speaker = Người truyền đạt: { $value }
absent-con-nho = con nhỏ
absent-thai-san = thai sản
absent-di-lam-xa = đi làm xa
absent-di-hoc = đi học
absent-cong-tac = công tác
absent-nghi-phep = nghỉ phép
absent-viec-rieng = việc riêng
absent-gia-yeu = tuổi cao, sức yếu
absent-mien-sinh-hoat = miễn sinh hoạt
absent-om = ốm

## Nhiều báo cáo trong một tin
joint-head = Hệ thống hiểu { $count } báo cáo như sau:
joint-head-unit = Hệ thống hiểu { $count } báo cáo của { $unit } như sau:
joint-head-duty = Hệ thống hiểu báo cáo «{ $duty }» của { $count } đơn vị như sau:
joint-unit = { $number }. { $unit }: { $told }
joint-correction = (Đính chính báo cáo đã gửi)
joint-supplement = (Bổ sung báo cáo đã gửi)
joint-about = «{ $duty }», { $units }:
joint-which = Đồng chí sửa báo cáo nào?
joint-all = Cả { $count } báo cáo
joint-left-over = Nội dung «{ $words }» không thuộc việc nào còn phải báo cáo nên chưa ghi vào báo cáo nào.
receipt-left = Việc còn phải báo cáo:
report-stands = Báo cáo «{ $duty }» của { $unit } hiện là:
    { $card }
correction-nothing = Báo cáo «{ $duty }» không thay đổi, vẫn giữ mã biên nhận { $code }.
receipts-head = Đã ghi nhận { $count } báo cáo lúc { $at }:
receipts-report = – { $name }: { $when }, mã biên nhận { $code }
receipts-correction = – { $name }: đính chính lần { $revision }, mã biên nhận { $code }
receipts-supplement = – { $name }: bổ sung lần { $revision }, mã biên nhận { $code }
units-which = «{ $name }» ({ $words }) là đơn vị nào?
units-not-mine = Không do tôi phụ trách
units-not-yours = { $units } không thuộc phạm vi đồng chí phụ trách nên số liệu chưa được ghi nhận; đã chuyển đến { $board }.
units-not-done = { $unit }: đã chuyển nội dung đến { $board }; hệ thống chưa ghi nhận là đã báo cáo. Tổ chức xong, đề nghị đồng chí gửi kết quả tại đây.
units-planned = { $unit }: hệ thống hiểu đây là dự kiến nên chưa ghi nhận là đã thực hiện.
units-nothing-open = { $unit } không có việc nào thu số liệu này.
why-parts-of-unit = Tin có số liệu của nhiều bộ phận{ $detail }. Số chung của đơn vị là:

## Hỏi lại không quá hai lần
clarify-help = Nếu vướng, đồng chí có thể nhờ cán bộ theo dõi gọi lại.
clarify-help-steps = Nếu vướng, đồng chí có thể báo cáo từng bước, hoặc nhờ cán bộ theo dõi gọi lại.
steps-button = Báo cáo từng bước
call-button = Nhờ cán bộ gọi lại
stop-button = Thôi
call-wanted = Đề nghị gọi lại, điện thoại { $phone }. Tin đã gõ: «{ $words }»
call-asked = Đã chuyển đến { $board }; cán bộ theo dõi sẽ gọi lại cho đồng chí.
