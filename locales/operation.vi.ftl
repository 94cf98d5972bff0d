# Vận hành: sao lưu, khôi phục, chuyển dữ liệu, kiểm tra. Chỉ dùng trong terminal.

backup-making = Đang sao lưu và kiểm tra …
backup-made = Đã sao lưu vào { $file } ({ $size }) và kiểm tra: tốt.
restore-examining = Đang kiểm tra tệp sao lưu …
looking-for-processes = Đang xem có bot nào đang chạy trên cơ sở dữ liệu này …
restore-going-on = Đang khôi phục …
restore-done = Đã khôi phục từ { $file }.
restore-aside = Dữ liệu trước đó vẫn được giữ: { $place }

table-unit = Đơn vị
table-person = Người
table-plan = Kế hoạch
table-assignment = Nhiệm vụ
table-report = Báo cáo
table-inbox = Tin đến
table-outbox = Tin đi

error-backup-exists = Đã có { $file }; chọn tên khác, hoặc thêm --force để ghi đè.
error-backup-onto-itself = { $file } chính là cơ sở dữ liệu đang dùng; hãy chọn tên khác.
error-no-database = Chưa có cơ sở dữ liệu nào ở { $file }.
error-file-trouble = Không đọc hoặc ghi được { $file }: { $problem }
error-backup-broken = { $file } bị hỏng: { $problem }
error-backup-foreign = { $file } không phải bản sao lưu của Đôn Đốc.
error-backup-newer = { $file } là của một bản Đôn Đốc mới hơn (phiên bản dữ liệu { $revision }); hãy chạy bản mới đó.
error-backup-other-kind = { $file } không cùng loại với cơ sở dữ liệu đang cấu hình: hãy khôi phục vào đúng loại (SQLite hoặc PostgreSQL), rồi chuyển bằng «dondoc migrate-data».
error-database-in-use = Cơ sở dữ liệu đang có dữ liệu. Thêm --force để thay bằng bản sao lưu; dữ liệu hiện có vẫn được giữ riêng.
error-bot-is-running = Bot đang chạy trên cơ sở dữ liệu này ({ $holder }); hãy dừng bot rồi thử lại.
error-postgresql-failed = { $program } không thành công: { $problem }
error-postgresql-programs-missing = Máy này chưa có { $program }; hãy cài gói postgresql-client.
