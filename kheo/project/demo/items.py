"""What civil servants of an invented province register: concrete, measurable, their own work."""

from typing import NamedTuple


class Item(NamedTuple):
    """A person's item: its title, the duty it rests on, its target, the topic it answers."""

    title: str
    duty: str
    target: str
    topic: int  # index into charter.TOPICS


ITEMS = (
    Item("Lắp công tơ điện từng tầng, báo số điện mỗi thứ Hai để cả trụ sở cùng tiết kiệm", "Quản trị trụ sở", "Giảm 12% số điện so với năm trước", 3),
    Item("Chia khung giờ hẹn để người dân không phải chờ quá 15 phút ở bộ phận một cửa", "Tiếp nhận hồ sơ", "90% lượt khách chờ dưới 15 phút", 1),
    Item("Giải thích chính sách bồi thường bằng tiếng Mông tại từng nhóm hộ trước khi niêm yết", "Giải phóng mặt bằng", "Không còn hộ khiếu nại vì chưa hiểu", 0),
    Item("Soạn bảng kê hồ sơ bằng hình vẽ cho bà con chưa thạo chữ", "Hướng dẫn thủ tục", "20 thủ tục có bảng kê hình", 1),
    Item("Gọi điện báo kết quả cho người già neo đơn thay vì bắt đến hỏi", "Trả kết quả", "100% hồ sơ người trên 70 tuổi được báo tận nhà", 1),
    Item("Sửa mẫu công văn trả lời đơn thư: nói kết luận ở câu đầu", "Xử lý đơn thư", "Giảm một nửa đơn hỏi lại", 1),
    Item("Ngày thứ Sáu không giấy: họp giao ban chỉ dùng bản điện tử", "Văn thư", "Bớt 40 ram giấy một năm", 3),
    Item("Hướng dẫn 30 hộ cài và dùng dịch vụ công trực tuyến tại nhà văn hoá bản", "Chuyển đổi số", "30 hộ tự nộp được hồ sơ", 4),
    Item("Ghi lại câu hỏi thường gặp ở buổi tiếp dân và dán câu trả lời lên bảng tin", "Tiếp công dân", "50 câu hỏi đáp dễ hiểu", 0),
    Item("Học 200 câu tiếng Thái để nói chuyện với dân khi đi cơ sở", "Theo dõi địa bàn", "Nói được không cần người dịch", 5),
    Item("Đến từng nhà vận động hiến đất mở đường vào trường", "Xây dựng nông thôn mới", "14 hộ hiến 1.200 m² đất", 2),
    Item("Rút ngắn lịch ký văn bản: trình ký hai buổi mỗi ngày vào giờ cố định", "Tham mưu tổng hợp", "Không văn bản nào chờ ký quá 1 ngày", 1),
    Item("Kèm cặp hai đồng nghiệp mới soạn thảo văn bản đúng thể thức", "Đào tạo tại chỗ", "Không văn bản nào bị trả vì thể thức", 5),
    Item("Trồng và chăm vườn thuốc nam ở sân cơ quan, chia cây giống cho xã", "Công đoàn", "15 loại cây, 300 cây giống", 3),
    Item("Nhắc lịch tiêm chủng bằng tin nhắn tiếng Mông và tiếng Thái", "Y tế dự phòng", "95% trẻ tiêm đủ mũi", 0),
    Item("Đi cùng tổ hoà giải thôn, ghi sổ và gợi ý cách nói với từng bên", "Tư pháp", "Hoà giải thành 8 trên 10 vụ", 2),
    Item("Kiểm lại toàn bộ danh sách hộ nghèo cùng trưởng bản tại bếp lửa từng nhà", "Giảm nghèo", "Không sót hộ, không trùng hộ", 2),
    Item("Lập nhóm Zalo báo giá nông sản mỗi sáng cho các bản trồng mận", "Khuyến nông", "120 hộ nhận giá hằng ngày", 4),
    Item("Viết lại thông báo thu phí bằng lời dễ hiểu, kèm ví dụ số tiền", "Tài chính", "Không còn người hỏi cách tính", 0),
    Item("Đặt bàn nước và ghế cho người chờ, có góc chơi của trẻ nhỏ", "Quản trị phục vụ", "Phòng chờ có 12 chỗ ngồi", 1),
    Item("Bảo dưỡng xe công theo lịch, đi chung xe khi cùng tuyến", "Lái xe", "Giảm 10% nhiên liệu", 3),
    Item("Đọc số liệu phản ánh của dân mỗi chiều và trả lời trong ngày", "Phản ánh hiện trường", "100% phản ánh có trả lời trong 24 giờ", 1),
    Item("Gỡ vướng cấp giấy đất cho 25 hộ tồn từ nhiều năm", "Đất đai", "25 hộ nhận giấy chứng nhận", 2),
    Item("Dạy bơi miễn phí cho trẻ em xã vùng sông vào dịp hè", "Văn hoá thể thao", "60 em biết bơi", 2),
    Item("Số hoá hồ sơ người có công, trả bản sao cho gia đình", "Chính sách người có công", "320 hồ sơ được quét", 4),
    Item("Ngồi cùng tổ liên gia bàn điểm đặt thùng rác và giờ gom", "Môi trường", "Không còn bãi rác tự phát", 3),
    Item("Làm lịch họp gọn: không họp buổi sáng thứ Ba để tiếp dân", "Tổng hợp lịch", "Bớt 2 cuộc họp mỗi tuần", 1),
    Item("Đối chiếu tiền hỗ trợ với từng hộ trước khi chi, niêm yết tại nhà văn hoá", "Kế toán", "Không sai một hộ nào", 0),
    Item("Thu gom chai nhựa ở cơ quan đổi lấy sách cho trường bán trú", "Đoàn thanh niên", "500 cuốn sách", 3),
    Item("Hướng dẫn bà con ghi âm phản ánh bằng tiếng mẹ đẻ gửi về xã", "Dân tộc", "40 phản ánh bằng tiếng dân tộc", 0),
    Item("Trực thêm sáng thứ Bảy ở bộ phận một cửa cho công nhân", "Tiếp nhận hồ sơ", "Mỗi sáng 20 lượt hồ sơ", 1),
    Item("Tổ chức buổi nói chuyện về ma tuý với cha mẹ ở chợ phiên", "An ninh cơ sở", "6 buổi, 400 người nghe", 2),
    Item("Lập sổ tay người mới: ai phụ trách việc gì, hỏi ở đâu", "Tổ chức cán bộ", "Người mới tự làm việc sau 1 tuần", 5),
    Item("Theo dõi 15 kiến nghị của cử tri đến khi có kết quả cuối cùng", "Tổng hợp kiến nghị", "15 kiến nghị có trả lời dứt điểm", 1),
    Item("Phơi và giữ giống lúa nương cùng nhóm phụ nữ bản", "Nông nghiệp", "Giữ được 4 giống bản địa", 2),
    Item("Đưa lịch cắt điện, cắt nước lên loa xã trước ba ngày bằng hai thứ tiếng", "Thông tin cơ sở", "Không lần cắt nào không báo trước", 0),
    Item("Đỡ đầu một học sinh mồ côi học hết lớp 9", "Công đoàn", "Em được lên lớp, có xe đạp đi học", 2),
    Item("Vẽ sơ đồ đường đi trong trụ sở, tên phòng viết to cho người già", "Quản trị trụ sở", "Khách không phải hỏi đường", 1),
    Item("Sắp lại kho lưu trữ, tìm một hồ sơ không quá 5 phút", "Lưu trữ", "2.400 hồ sơ có nhãn", 4),
    Item("Mở tủ sách pháp luật ở quán nước đầu bản, đổi sách mỗi tháng", "Phổ biến pháp luật", "80 lượt mượn mỗi tháng", 0),
    Item("Cùng hộ chăn nuôi xây hố ủ phân, bớt mùi cho xóm", "Thú y", "22 hố ủ", 3),
    Item("Trả lời báo cáo bằng một bảng số thay cho năm trang chữ", "Thống kê", "Báo cáo tháng dài 1 trang", 4),
)  # fmt: skip

NOTES = (
    ("Đã họp bàn cách làm với lãnh đạo phòng và chốt thời gian biểu.", "", None),
    ("Làm thử một tuần, ghi lại những điểm vướng và người góp ý.", "", None),
    ("Đến cơ sở gặp bà con, giải thích từng câu, ai cũng được hỏi lại.", "lượt người", 28),
    ("Số liệu tháng này tốt hơn tháng trước, đã dán lên bảng tin.", "%", 9),
    ("Điều chỉnh cách làm theo góp ý: rút còn ba bước.", "bước", 3),
    ("Đã hoàn thành phần chính, còn hai nơi ở xa sẽ làm nốt trong tháng.", "nơi", 2),
    ("Đồng nghiệp phòng bên xin học cách làm, đã hướng dẫn một buổi.", "người", 6),
    ("Kiểm tra lại sau một tháng, kết quả vẫn giữ được.", "", None),
)

_BEFORE = (
    "Bàn với cả phòng một buổi, chia phần việc cho từng người.",
    "Hỏi ý kiến mười người hay đến làm việc nhất rồi mới bắt tay vào.",
    "Đi xem nơi đã làm được, chép lại điều hợp với chỗ mình.",
    "Đếm lại từ đầu năm xem đang vướng nhất ở khâu nào.",
    "Xin lãnh đạo cho thử trong một tháng, không tốn thêm tiền.",
    "Rủ thêm hai đồng nghiệp trẻ cùng làm ngay từ đầu.",
    "Nhờ trưởng bản và chị em phụ nữ góp lời trước khi viết ra.",
)
_DOING = (
    "Tuần nào cũng dành chiều thứ Năm, có sổ ghi từng lượt.",
    "Làm thử ở một nơi gần, ghi số liệu trước và sau.",
    "Mỗi lần làm xong chụp một tấm ảnh, dán ngay lên bảng tin.",
    "Dùng mẫu viết tay một trang để ai cũng điền được.",
    "Nhắn tin nhắc nhau mỗi sáng, thiếu việc nào bù ngay hôm sau.",
)
_AFTER = (
    "Cuối quý ngồi lại, bỏ bước thừa, chỉ giữ điều có ích.",
    "Sau sáu tháng mời phòng bên sang xem và góp ý thẳng.",
    "Chỗ nào chưa đạt thì nói rõ vì sao trong báo cáo tháng.",
)


def way(n: int) -> str:
    """Return one of many ways to go about it: two people rarely describe theirs alike."""
    return " ".join((_BEFORE[n % 7], _DOING[n // 7 % 5], _AFTER[n // 35 % 3]))
