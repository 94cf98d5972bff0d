### Dữ liệu cá nhân: xuất, xóa.

menu-person = Dữ liệu cá nhân
person-which = Đề nghị gõ kèm họ và tên, ví dụ: /nguoi Nguyễn Văn An
person-none = Không tìm thấy người này.
person-choose = Đề nghị chọn một người:
person-line = { $number }. { $name } ({ $offices })
person-export = Xuất dữ liệu
person-erase = Xóa dữ liệu
person-exported = Đã xuất dữ liệu về một người: { $counts }.
person-addresses = địa chỉ
person-offices = chức vụ
person-registrations = lượt đăng ký
person-written = tin đã gửi
person-heard = tin đã nhận
person-reports = lần báo cáo
person-matters = vướng mắc
person-files = tệp
person-changes = thay đổi
person-erase-sure = { $person }. Xóa thì tên, địa chỉ và các tin nhắn của người này không lấy lại được; số liệu báo cáo của đơn vị vẫn giữ. Đồng chí chắc chắn?
person-erase-yes = Xóa dữ liệu của người này
person-erased = Đã xóa dữ liệu của người số { $number }; số liệu của đơn vị vẫn giữ.
cli-erase-unsure = { $person }: xóa thì không lấy lại được; thêm --yes để xóa.
error-no-such-person = Không có người số này, hoặc dữ liệu đã được xóa.
error-erase-yourself = Đồng chí không tự xóa dữ liệu của mình được; đề nghị một quản trị khác thực hiện.
audit-person-exported = xuất dữ liệu cá nhân
audit-person-erased = xóa dữ liệu cá nhân
reason-erased = dữ liệu cá nhân đã được xóa
