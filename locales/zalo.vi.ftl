### Zalo: chọn mục, tệp, hạn mức tin nhắn.

zalo-pick = Trả lời bằng số hoặc chữ của mục.
error-choice-ambiguous = Có nhiều mục «{ $words }». Đề nghị đồng chí trả lời bằng số của mục.
zalo-file-link = Tệp «{ $name }»: { $link }
    Liên kết dùng được trong { $days } ngày. Đề nghị đồng chí không chuyển cho người khác.
zalo-file-unsent = Tệp «{ $name }» không gửi được qua Zalo. Đề nghị đồng chí nhận tệp ở kênh khác hoặc liên hệ cán bộ theo dõi.
choices-by-words = Xong việc đang làm, đồng chí gõ tên một mục dưới đây để chọn:

absence-zalo = Hệ thống đã ngừng từ { $since } đến { $until }. Zalo không giữ tin trong lúc hệ thống ngừng, nên tin các đơn vị gửi qua Zalo trong thời gian đó có thể đã mất. Đề nghị đồng chí hỏi lại các đơn vị dùng Zalo.

quota-use = { $name }: đã gửi { $sent }/{ $most } tin trong tháng { $month }, { $users }/{ $most_users } người dùng
quota-use-spent = { $name }: đã gửi { $sent }/{ $most } tin trong tháng { $month }, Zalo không nhận thêm; { $users }/{ $most_users } người dùng
quota-no-limit = không giới hạn
quota-bots = Bot Zalo:
quota-scarce = Bot Zalo sắp hết hạn mức: { $use }. Từ nay đến hết tháng, hệ thống chỉ nhắc vào lượt cuối trước hạn, lượt đầu sau hạn và hằng tuần; các lượt khác chỉ đi kèm tin đã có.
quota-spent = Bot Zalo đã hết hạn mức: { $use }. Đến hết tháng, tin gửi qua bot này không tới; người có kênh khác nhận ở kênh đó. Đề nghị đồng chí gọi điện cho những đơn vị còn lại: gõ /suco.
reason-quota = hết hạn mức tin nhắn của bot trong tháng
reason-quota-saved = nhường lượt nhắc sau vì bot sắp hết hạn mức tin nhắn
reason-bad-token = Zalo không nhận mã bot
reason-bot-gone = mã của bot này không còn trong cấu hình
error-link-expired = Liên kết này chỉ dùng được trong { $days } ngày và đã hết hạn. Đề nghị đồng chí xin lại tệp từ bot.

## dondoc doctor
doctor-zalo-off = không dùng
doctor-zalo-knows = { $name }
doctor-zalo-refused = Zalo không nhận mã của bot { $bot }: { $problem }
doctor-zalo-away = không hỏi được Zalo về bot { $bot }: { $problem }
doctor-zalo-trouble = chưa hỏi được hết: { $problem }
doctor-zalo-polls = bot tự hỏi tin (polling); mã bot này không được dùng ở nơi khác
doctor-zalo-webhook-in-the-way = Zalo đang gửi tin đến { $host }; bot sẽ tự gỡ khi khởi động
doctor-zalo-webhook-set = Zalo gửi tin đến { $host }
doctor-zalo-webhook-not-set = Zalo chưa biết địa chỉ nhận tin; bot sẽ đặt khi khởi động
doctor-zalo-quota-left = đã gửi { $sent } tin trong tháng (hạn mức { $most }), { $users } người dùng (hạn mức { $most_users })
doctor-zalo-quota-scarce = sắp hết hạn mức: đã gửi { $sent } tin trong tháng (hạn mức { $most }), { $users } người dùng (hạn mức { $most_users })
doctor-zalo-quota-spent = Zalo không nhận thêm tin trong tháng này: đã gửi { $sent } (hạn mức { $most }), { $users } người dùng (hạn mức { $most_users })
doctor-zalo-full = hết chỗ cho người mới: { $users } người dùng (hạn mức { $most_users }), đã gửi { $sent } tin (hạn mức { $most }); hãy thêm một mã bot
