### Sáp nhập, chia tách đơn vị giữa chừng kế hoạch.

error-assignment-ended = Việc này đã chuyển sang đơn vị khác khi sáp nhập, chia tách. Gõ /viec để xem các việc hiện nay.
error-merge-undecided = Còn việc chưa chọn cách xử lý: có đơn vị đã báo cáo, có đơn vị chưa.
