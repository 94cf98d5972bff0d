### Mỗi người nhiều kênh: chuyển kênh, nối kênh, liên kết cá nhân, thông báo của trang chat, thư điện tử.

## Kênh
channel-telegram = Telegram
channel-zalo = Zalo
channel-web = Web
channel-email = Thư điện tử

## Chuyển kênh
switch-late = chờ quá lâu ({ $reason })
switch-waited = chờ quá lâu
trouble-show-switched = Tin đã chuyển kênh
trouble-head-switched = Tin đã chuyển sang kênh khác trong 14 ngày qua: { $messages } tin, { $people } trường hợp.
trouble-line-switched = { $who }: { $switch } → { $went_to }; { $count } tin, gần nhất { $at }
column-switches = Đã chuyển kênh
reason-quota = hết hạn mức tin trong tháng
reason-page-only = chỉ có trang chat, không nhận được thông báo
reach-page-only = chỉ có trang chat, không nhận được thông báo

## Nối kênh
menu-link = Kênh nhận tin của tôi
link-head = Các kênh của đồng chí; tin gửi đến kênh đứng đầu, không được thì đến kênh tiếp theo:
link-add = Thêm kênh
link-first = Nhận ở { $channel } trước
link-drop = Bỏ { $channel }
link-drop-sure = Bỏ kênh này thì tin không gửi đến đó nữa. Đồng chí có chắc không?
link-drop-yes = Bỏ kênh
link-dropped = Đã bỏ kênh { $channel }.
link-preferred = Từ nay tin gửi đến { $channel } trước.
link-code = Mã thêm kênh: { $code }
    Đề nghị đồng chí mở bot ở kênh muốn thêm rồi gõ mã này. Mã dùng một lần, có hiệu lực { $hours } giờ, không đưa cho người khác.
channel-linked = Đã thêm kênh { $channel } cho đồng chí { $name }. Đồng chí có thể báo cáo ở bất cứ kênh nào của mình. Gõ /lienket để xem các kênh.
channel-added-notice = Kênh { $channel } vừa được thêm cho đồng chí. Nếu không phải đồng chí thêm, đề nghị gõ /lienket và bỏ kênh đó.
error-channel-own = Kênh này đã là của đồng chí. Đề nghị gõ mã ở kênh muốn thêm.
error-channel-taken = Hội thoại này đã đăng ký cho đồng chí khác nên không thêm được.
error-no-such-channel = Không có kênh này trong các kênh của đồng chí. Gõ /lienket để xem.
error-last-channel = Đây là kênh duy nhất còn liên lạc được với đồng chí. Đề nghị thêm kênh khác trước khi bỏ.
reason-removed = người nhận đã bỏ kênh này
reach-removed = đã bỏ kênh
audit-channel-code-created = tạo mã thêm kênh
audit-channel-linked = thêm kênh
audit-channel-preferred = chọn kênh nhận trước
audit-channel-removed = bỏ kênh
