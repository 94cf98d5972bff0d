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
reason-page-only = chỉ có trang chat, không nhận được thông báo
reach-page-only = chỉ có trang chat, không nhận được thông báo

## Nối kênh
menu-link = Kênh nhận tin của tôi
link-head = Các kênh của đồng chí; tin gửi đến kênh đứng đầu, không được thì đến kênh tiếp theo:
channel-confirm = Mã này thêm kênh này cho đồng chí { $name }: từ nay nhắn ở đây là nhắn thay mặt đồng chí { $name }. Đồng chí có phải là { $name } không?
channel-not-me = Không phải tôi
link-where = Có thể thêm kênh (chọn «Thêm kênh» để lấy mã, rồi mở):
link-only-web = Hệ thống hiện có một kênh là Web; có thể mở thêm trên máy khác.
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

## Liên kết cá nhân của trang chat
menu-weblink = Liên kết trang chat cho bí thư
link-page = Liên kết trang chat
weblink-which = Gõ /lienketweb rồi tên đơn vị để cấp hoặc thu hồi liên kết trang chat cho bí thư, phó bí thư.
weblink-choose = Đề nghị đồng chí chọn người:
weblink-nobody = { $unit } chưa có bí thư đăng ký. Đề nghị gửi mã mời bằng /mamoi.
weblink-head = Liên kết trang chat của đồng chí { $name }:
weblink-none = Chưa có liên kết nào còn hiệu lực.
weblink-in-use = đang dùng trên một máy từ { $at }
weblink-unused = chưa dùng, có hiệu lực đến { $until }
weblink-give = Cấp liên kết mới
weblink-revoke = Thu hồi tất cả
weblink-revoked = Đã thu hồi { $count } liên kết; máy đang dùng không vào được nữa.
weblink-given = Liên kết trang chat của đồng chí { $name }:
    { $address }
    Mở trên điện thoại của chính đồng chí ấy: liên kết gắn với máy mở đầu tiên, máy khác không mở được. Có hiệu lực { $days } ngày.
weblink-scan = Hoặc quét mã này bằng máy ảnh của điện thoại.
weblink-greeting = Kính chào đồng chí { $name }. Trang này đã gắn với máy của đồng chí để nhận nhắc việc và báo cáo với { $board }. Gõ /trogiup để xem cách dùng.
weblink-opened = Lúc { $at }, trang chat của đồng chí vừa được mở trên một máy mới. Nếu không phải đồng chí mở, đề nghị gõ /lienket và bỏ kênh Web đó.
error-no-public-url = Hệ thống chưa có địa chỉ trang chat. Đề nghị quản trị đặt DONDOC_PUBLIC_URL.
audit-link-given = cấp liên kết trang chat
audit-link-opened = mở liên kết trang chat
audit-links-revoked = thu hồi liên kết trang chat
error-link-unknown = Liên kết này không đúng. Đề nghị đồng chí xin liên kết mới: gõ /lienket ở kênh đang dùng, hoặc hỏi cán bộ theo dõi.
error-link-over = Liên kết này đã hết hiệu lực. Đề nghị đồng chí xin liên kết mới: gõ /lienket ở kênh đang dùng, hoặc hỏi cán bộ theo dõi.
error-link-elsewhere = Liên kết này đã được mở trên một máy khác nên không mở được ở đây. Nếu đó không phải máy của đồng chí, đề nghị báo ngay cán bộ theo dõi để thu hồi; nếu đồng chí đổi máy, đề nghị xin liên kết mới.

## Thông báo của trang chat
error-push-unreadable = Trình duyệt này không nhận được thông báo của hệ thống.
audit-notifications-on = bật thông báo của trang chat
page-only-warning = Trang này chỉ hiện lời nhắc khi đang mở. Để được nhắc đúng hạn, đề nghị đồng chí bật thông báo nếu trang có nút «Nhận thông báo», hoặc gõ /lienket để thêm kênh khác.

## Thư điện tử
link-mail = Thêm thư điện tử
mail-ask = Đề nghị đồng chí gõ địa chỉ thư điện tử, ví dụ: ten@example.vn. Hệ thống sẽ gửi mã xác nhận đến đó.
mail-sent = Đã gửi mã xác nhận. Đề nghị đồng chí mở thư và gõ mã vào đây.
mail-code = Mã xác nhận để { $board } gửi nhắc việc đến địa chỉ này: { $code }
    Đề nghị gõ mã vào cuộc trao đổi đang dùng với hệ thống. Mã có hiệu lực { $hours } giờ. Nếu không phải đồng chí xin mã, xin bỏ qua thư này.
letter-link = Báo cáo và xem việc tại trang trao đổi của riêng đồng chí (gắn với máy mở đầu tiên, có hiệu lực { $days } ngày):
    { $address }
    Thư này gửi tự động, hệ thống không đọc thư trả lời.
letter-without-link = Thư này gửi tự động, hệ thống không đọc thư trả lời. Đề nghị đồng chí báo cáo qua kênh đã đăng ký hoặc liên hệ { $board }.
error-mail-off = Hệ thống chưa đặt máy chủ thư điện tử nên chưa thêm được.
error-mail-unreadable = Địa chỉ thư điện tử này không đúng. Đề nghị đồng chí gõ lại, ví dụ: ten@example.vn.
error-mail-taken = Địa chỉ này đã có đồng chí khác dùng. Đề nghị chọn địa chỉ khác.
error-mail-too-many = Đã gửi quá nhiều mã trong một giờ qua. Đề nghị đồng chí thử lại sau.
error-mail-code-wrong = Mã không đúng hoặc đã hết hiệu lực. Đề nghị đồng chí kiểm tra lại thư, hoặc gõ /huy rồi làm lại.
audit-mail-code-sent = gửi mã xác nhận thư điện tử
reason-no-mailbox = không có hộp thư này
reason-mail-refused = máy chủ thư không nhận
reason-bad-login = máy chủ thư không cho đăng nhập
reason-bad-address = địa chỉ thư không đúng
reach-no-mailbox = không có hộp thư này
reach-bad-address = địa chỉ thư không đúng
reason-push-refused = dịch vụ thông báo của trình duyệt không nhận
reason-no-push = trình duyệt không còn nhận thông báo

## Kiểm tra máy chủ thư
doctor-check-mail = Thư điện tử
doctor-mail-open = máy chủ { $host } cho gửi, người gửi { $sender }
doctor-mail-refused = máy chủ { $host } không cho đăng nhập (mã { $answer }); xem lại tên và mật khẩu trong DONDOC_SMTP_URL
doctor-mail-away = không nói chuyện được với máy chủ { $host }: { $problem }
