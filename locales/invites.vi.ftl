# Phiếu mời: in ra cắt phát, và danh sách liên kết để chuyển.

menu-invites = Phiếu mời để in, cho các đơn vị chưa có bí thư
invites-all-have = Mọi đơn vị đều đã có bí thư đăng ký. Mời lại một đơn vị: /mamoi và tên đơn vị.
invites-offer = Còn { $count } đơn vị chưa có bí thư đăng ký. Đề nghị đồng chí chọn phần cần in; mỗi đơn vị được một mã mới, dùng được { $days } ngày, và mã cũ chưa dùng hết hiệu lực.
invites-part = { $first } – { $last } ({ $count } đơn vị)
invites-ready = Phiếu mời của { $count } đơn vị: in khổ A4, cắt theo nét đứt, phát tận tay. Mã dùng một lần, trong { $days } ngày.
invites-links-ready = Cùng các mã ấy, thành danh sách liên kết để chuyển cho từng đồng chí. Đề nghị đồng chí không gửi danh sách này vào nhóm chung.
invites-title = Đôn Đốc – { $board }
invites-step-1 = { $links ->
    [0] 1. Mở cuộc trò chuyện với Đôn Đốc mà cơ quan đã gửi.
    [1] 1. Mở máy ảnh của điện thoại, quét mã ở trên.
   *[other] 1. Mở máy ảnh của điện thoại, quét một mã ở trên.
}
invites-step-2 = { $links ->
    [0] 2. Gõ dòng chữ lớn rồi gửi.
   *[other] 2. Nhấn Bắt đầu; nếu được hỏi mã, gõ dòng chữ lớn.
}
invites-step-3 = 3. Xác nhận đơn vị, họ tên và chức vụ của đồng chí.
invites-expiry = Mã dùng một lần, đến hết ngày { $day }.
invites-forward = Kính gửi đồng chí bí thư { $unit }. Đề nghị đồng chí mở liên kết dưới đây và xác nhận để nhận nhắc việc và báo cáo. Mã: { $code }, dùng một lần đến hết ngày { $day }.
    { $links }
column-contact = Người liên hệ
column-phone = Điện thoại
column-code = Mã mời
column-expiry = Hết hạn
column-forward = Lời để chuyển
sheet-invites = Lời mời
error-invites-for-nobody = Không có đơn vị nào để mời: mọi đơn vị đã có bí thư đăng ký, hoặc danh sách đơn vị còn trống.
cli-invites-ending = { $file }: tên tệp phải kết thúc bằng { $endings }
cli-invites-drawing = Đang vẽ phiếu mời
cli-invites-made = Đã tạo mã cho { $count } đơn vị, dùng được { $days } ngày; mã để quét: { $channels }. Mã cũ chưa dùng đã hết hiệu lực.
cli-invites-without-links = Đã tạo mã cho { $count } đơn vị, dùng được { $days } ngày. Phiếu không có mã để quét: chạy `dondoc run` với DONDOC_TELEGRAM_TOKEN hoặc DONDOC_ZALO_TOKEN một lần, hoặc đặt DONDOC_PUBLIC_URL, rồi tạo lại.
audit-invites-created = tạo phiếu mời cho nhiều đơn vị
