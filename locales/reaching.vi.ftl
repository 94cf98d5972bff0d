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
