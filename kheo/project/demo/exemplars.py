"""The models that units of an invented province register: named short, described in full."""

from typing import NamedTuple

from kheo.movement.s3_registration.states import Field


class Exemplar(NamedTuple):
    title: str
    field: Field
    way: str
    target: str
    place: str
    cost: str


ECONOMY, CULTURE = Field.ECONOMY, Field.CULTURE
DEFENCE, POLITICAL = Field.DEFENCE, Field.POLITICAL

EXEMPLARS = (
    Exemplar("Trụ sở không lãng phí điện", ECONOMY, "Đo điện từng tầng, tầng nào tăng thì tầng đó tự họp tìm chỗ hở.", "Giảm 12% tiền điện cả năm", "Toàn trụ sở", "Công tơ phụ 18 triệu đồng"),
    Exemplar("Giờ hẹn của dân", POLITICAL, "Nhận hẹn qua điện thoại, chia khung 15 phút, treo bảng thời gian chờ thật.", "9 trên 10 người chờ dưới 15 phút", "Bộ phận một cửa", "Một màn hình, một số điện thoại"),
    Exemplar("Nói tiếng của bà con", CULTURE, "Mỗi phòng có người nói được tiếng Mông hoặc tiếng Thái, tài liệu thu âm sẵn.", "100% buổi giải thích có người nói tiếng địa phương", "Các bản vùng cao", "Học bổng tiếng dân tộc"),
    Exemplar("Vườn ươm của phụ nữ bản", ECONOMY, "Nhóm 20 hộ góp đất ươm mắc ca, cán bộ khuyến nông trực mỗi tuần một buổi.", "20.000 cây giống", "Bản Nà Hỏi", "Vay vòng quanh 40 triệu đồng"),
    Exemplar("Con đường nhà mình", ECONOMY, "Dân bàn hướng tuyến, hiến đất, góp công; xã góp xi măng.", "3,4 km đường bê tông", "Ba thôn ven suối", "Xi măng của xã, công của dân"),
    Exemplar("Tổ hoà giải bếp lửa", POLITICAL, "Người uy tín mời hai bên ngồi bên bếp trước khi đưa ra xã.", "8 trên 10 vụ tự thoả thuận", "Các bản", "Không tốn kém"),
    Exemplar("Chợ phiên không rác nhựa", CULTURE, "Đổi túi ni lông lấy làn tre, thu gom sau mỗi phiên.", "Bớt 70% túi nhựa", "Chợ trung tâm", "800 chiếc làn tre"),
    Exemplar("Cổng trường bình yên", DEFENCE, "Dân quân và phụ huynh trực hai đầu giờ, kẻ vạch chờ đón con.", "Không còn tai nạn trước cổng trường", "Bốn trường học", "Sơn vạch, áo phản quang"),
    Exemplar("Loa kể chuyện pháp luật", CULTURE, "Mỗi tối năm phút một câu chuyện có thật, đọc bằng hai thứ tiếng.", "150 câu chuyện một năm", "Loa các thôn", "Thù lao người đọc"),
    Exemplar("Nhà sạch, chuồng xa", CULTURE, "Mỗi hộ góp công giúp một hộ dời chuồng trại ra khỏi gầm sàn.", "60 chuồng được dời", "Bản Tà Lèng", "Gạch và mái lợp vận động"),
    Exemplar("Ngày thứ Bảy trả kết quả", POLITICAL, "Luân phiên trực, ưu tiên người làm ca.", "800 hồ sơ trả ngoài giờ", "Bộ phận một cửa", "Phụ cấp trực"),
    Exemplar("Ao cá nuôi em", ECONOMY, "Trường và bản cùng đào ao, cá bán lấy tiền bữa trưa.", "Đủ cá một bữa mỗi tuần", "Trường bán trú", "Cá giống, bạt"),
    Exemplar("Tự quản đường biên, cột mốc", DEFENCE, "Mười hộ nhận chung một đoạn, đi cùng chiến sĩ biên phòng.", "12 km có người trông nom", "Các bản giáp biên", "Quần áo, đèn pin"),
    Exemplar("Hồ sơ điện tử đến bản", POLITICAL, "Cán bộ mang máy xuống nhà văn hoá mỗi thứ Năm.", "500 hồ sơ nộp tại bản", "Mười hai nhà văn hoá", "Máy tính xách tay, mạng di động"),
    Exemplar("Sổ vàng việc tốt", CULTURE, "Ghi việc tốt của dân, đọc trong sinh hoạt thôn và gửi thư cảm ơn.", "300 việc được ghi", "Các thôn", "In sổ"),
    Exemplar("Góp ý trong hộp kín, trả lời giữa sân", POLITICAL, "Mở hộp thư mỗi tháng, trả lời công khai dưới cờ.", "100% góp ý có trả lời", "Sân trụ sở", "Không tốn kém"),
    Exemplar("Mận sạch Nam Sơn", ECONOMY, "Tổ hợp tác ghi nhật ký vườn, dán mã tra cứu lên thùng.", "40 tấn bán có mã", "Vùng mận", "In tem, tập huấn"),
    Exemplar("Bếp ấm người già", CULTURE, "Đoàn thanh niên chẻ củi, sửa bếp cho người già neo đơn trước mùa rét.", "90 bếp được sửa", "Toàn xã", "Công của đoàn viên"),
    Exemplar("Đội xung kích trước mùa lũ", DEFENCE, "Mỗi bản 10 người tập ba lần, phân rõ ai dìu ai.", "Không ai bị bỏ lại khi lũ về", "Các bản ven suối", "Áo phao, dây"),
    Exemplar("Họp dân ba không", POLITICAL, "Không đọc báo cáo, không quá 60 phút, không hứa suông.", "Mỗi thôn 4 buổi một năm", "Nhà văn hoá thôn", "Không tốn kém"),
    Exemplar("Câu lạc bộ bố nuôi con khoẻ", CULTURE, "Các ông bố nấu cháo, cân con cùng cán bộ y tế.", "Trẻ suy dinh dưỡng giảm 3 điểm phần trăm", "Trạm y tế", "Thực phẩm góp"),
    Exemplar("Xe công đi chung", ECONOMY, "Đăng ký chuyến trên bảng chung, ghép người cùng tuyến.", "Giảm 10% tiền xăng", "Đội xe", "Không tốn kém"),
    Exemplar("Ánh sáng an ninh", DEFENCE, "Đèn năng lượng mặt trời do dân góp, dân trông.", "210 đèn", "Đường thôn", "Mỗi đèn 1,2 triệu đồng"),
    Exemplar("Lớp chữ buổi tối", CULTURE, "Giáo viên nghỉ hưu dạy đọc biển, ký tên, nhắn tin.", "45 người biết đọc", "Nhà văn hoá bản", "Sách vở vận động"),
    Exemplar("Chi bộ nhận hộ", POLITICAL, "Mỗi đảng viên đi cùng một hộ nghèo đến khi thoát nghèo.", "32 hộ thoát nghèo", "Toàn xã", "Công của đảng viên"),
    Exemplar("Một giờ làm sạch nguồn nước", ECONOMY, "Sáng chủ nhật đầu tháng cả bản nạo vét mương.", "9 km mương thông", "Mương Nà Pén", "Công của dân"),
)  # fmt: skip

PROBLEMS = {
    "Trụ sở không lãng phí điện": "Tiền điện tăng từng tháng mà không ai biết tầng nào dùng nhiều.",
    "Giờ hẹn của dân": "Sáng thứ Hai người dân chờ hàng giờ, chiều thứ Năm quầy lại vắng.",
    "Nói tiếng của bà con": "Cán bộ giải thích bằng tiếng phổ thông, người già ngồi nghe mà không hiểu.",
    "Vườn ươm của phụ nữ bản": "Cây giống mua ngoài đắt, lên đến bản thì chết một phần ba.",
    "Con đường nhà mình": "Mùa mưa đường đất lầy, xe không vào được thôn, nông sản bán tại ruộng giá thấp.",
    "Tổ hoà giải bếp lửa": "Việc nhỏ giữa hai nhà kéo lên xã, thành đơn thư, mất tình làng nghĩa bản.",
    "Chợ phiên không rác nhựa": "Sau mỗi phiên, túi nhựa trôi xuống suối, trâu bò ăn phải.",
    "Cổng trường bình yên": "Giờ tan học xe máy dồn trước cổng, năm trước có ba em bị ngã.",
    "Loa kể chuyện pháp luật": "Phát nguyên văn điều luật, bà con tắt loa sau vài câu.",
    "Nhà sạch, chuồng xa": "Gầm sàn nuôi nhốt gia súc, trẻ nhỏ hay ốm, khách ngại vào nhà.",
    "Ngày thứ Bảy trả kết quả": "Người làm ca không nghỉ được ngày thường để đến nhận kết quả.",
    "Ao cá nuôi em": "Bữa trưa của học sinh ở lại trường thiếu cá, thịt vào cuối tháng.",
    "Tự quản đường biên, cột mốc": "Đoạn biên dài, chiến sĩ mỏng, dân lên nương thấy lạ mà chưa biết báo ai.",
    "Hồ sơ điện tử đến bản": "Nộp hồ sơ trên mạng cần máy và sóng, ở bản không có cả hai.",
    "Sổ vàng việc tốt": "Việc tốt của dân ít ai nhắc, họp thôn chỉ nghe điều chưa được.",
    "Góp ý trong hộp kín, trả lời giữa sân": "Hộp thư góp ý mở mỗi năm một lần, người góp không biết đi đến đâu.",
    "Mận sạch Nam Sơn": "Mận ngon bán lẫn với hàng nơi khác, thương lái ép giá.",
    "Bếp ấm người già": "Người già ở một mình không đủ sức chẻ củi, mùa rét bếp tắt sớm.",
    "Đội xung kích trước mùa lũ": "Lũ về ban đêm, không rõ ai gọi ai, người già phải chờ.",
    "Họp dân ba không": "Họp thôn dài, đọc báo cáo là chính, thanh niên bỏ về giữa chừng.",
    "Câu lạc bộ bố nuôi con khoẻ": "Buổi cân trẻ chỉ có mẹ và bà đến, các ông bố coi là việc của vợ.",
    "Xe công đi chung": "Ba xe đi cùng một tuyến trong một buổi, mỗi xe một người.",
    "Ánh sáng an ninh": "Đường thôn tối, trẻ đi học thêm về muộn phải có người đón.",
    "Lớp chữ buổi tối": "Nhiều người không đọc được biển tên, ký giấy bằng điểm chỉ.",
    "Chi bộ nhận hộ": "Hộ nghèo nhận hỗ trợ mà không có người bàn cách làm, năm sau lại nghèo.",
    "Một giờ làm sạch nguồn nước": "Mương đầu nguồn bồi lấp, ruộng cuối bản thiếu nước vụ xuân.",
}

CHANGES = (
    "Giữ nguyên cách làm, đổi giờ cho hợp với mùa vụ.",
    "Làm ở quy mô nhỏ hơn: mỗi thôn một điểm trước.",
    "Giao hội phụ nữ giữ sổ thay cho cán bộ phòng.",
    "Thêm phần thu âm tiếng Thái vì dân ở đây chủ yếu là người Thái.",
)
OUTCOMES = (
    "Sau ba tháng đã đạt phân nửa mục tiêu, dân tự nhắc nhau làm.",
    "Kết quả tốt hơn dự tính; hai thôn bên xin học theo.",
    "Đạt mục tiêu, chi phí thấp hơn nơi làm trước.",
)
ACHIEVEMENTS = (
    "kiên trì làm theo cách riêng, kết quả đo được và được nhiều nơi học theo",
    "giữ được kết quả suốt năm, người dân và đồng nghiệp xác nhận",
    "nghĩ ra cách làm ít tốn kém, dễ theo, bớt thời gian cho người dân",
)
