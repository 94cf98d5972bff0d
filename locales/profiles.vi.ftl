### Hồ sơ tổ chức: những gì không dùng được trong tệp, và dòng của «dondoc doctor».

profile-unknown = không có hồ sơ này; hồ sơ kèm theo chương trình: { $detail }; hồ sơ riêng thì ghi đường dẫn tới tệp .yaml
profile-not-read = không đọc được tệp ({ $detail })
profile-too-large = tệp quá lớn
profile-not-yaml = không phải YAML hợp lệ, mã UTF-8
profile-not-a-mapping = phải gồm các dòng «mục: giá trị»
profile-not-a-list = phải là danh sách
profile-not-text = phải là chữ (đặt trong dấu nháy kép nếu là số)
profile-too-long = dài quá { $detail } chữ
profile-missing = còn thiếu
profile-unknown-key = không có mục này; các mục có: { $detail }
profile-repeated = trùng tên «{ $detail }»

doctor-check-profile = Hồ sơ tổ chức
doctor-profile-read = { $name }: { $committee }, { $board }, { $groups } khối
cli-demo-profile = Không có bản dùng thử với hồ sơ «{ $profile }»; có: { $known }
planread-groups = {"   "}Khối: { $groups }
