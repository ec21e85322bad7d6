"""Invented texts: a story, the same event in other words, another story, and a bulletin of blanks to fill."""

STORY = (
    "Sáng nay đoàn công tác đã kiểm tra việc thu gom rác thải tại 6 xã ven biển và ghi nhận nhiều chuyển biến. "
    "Hội phụ nữ các xã đã hoà chung phong trào, mỗi tuần một buổi ra quân làm sạch bờ biển, phân loại chai và túi. "
    "Theo ông Trần Văn Mẫu, phó chủ tịch xã, lượng rác tồn đọng giảm hẳn so với năm trước, nhất là ở khu vực chợ cá. "
    "Thời gian tới xã sẽ đặt thêm 40 thùng chứa, mời trường học cùng tham gia và niêm yết kết quả mỗi tháng một lần. "
    "Bà con cũng đề nghị thuyền cá mang rác vào bờ, bến cảng bố trí chỗ cân và trả tiền chai nhựa cho ngư dân."
)
RETOLD = (
    "Việc gom rác ở dải ven biển đã khá hơn, đó là nhận xét của đoàn kiểm tra khi đến sáu xã vào sáng nay. "
    "Chị em phụ nữ mỗi tuần dọn bãi một lần, tách riêng chai lọ với túi ni lông để bán gây quỹ. "
    "Lãnh đạo xã cho hay quanh chợ cá không còn đống rác lớn nào như hồi năm ngoái. "
    "Sắp tới sẽ có 40 thùng mới, học sinh được mời góp sức, còn kết quả thì dán công khai hằng tháng. "
    "Ngư dân mong cảng có nơi cân chai nhựa để họ đem rác từ thuyền vào đổi lấy tiền."
)
OTHER = (
    "Cùng ngày, sở đã tổ chức họp bàn về tiến độ bàn giao mặt bằng cho tuyến đường mới đi qua ba huyện phía nam. "
    "Các chủ đầu tư nêu khó khăn về nguồn đất đắp và đề nghị cho nâng công suất những mỏ đang khai thác. "
    "Lãnh đạo sở yêu cầu từng địa phương rà soát lại các hộ chưa nhận tiền và báo cáo trước cuối tuần sau. "
    "Đơn vị tư vấn trình bày hai phương án tuyến tránh khu dân cư, chi phí chênh nhau chừng một phần mười."
)
WEATHER = (
    "Dự báo thời tiết ngày {day}: vùng núi phía tây nhiều mây, có lúc có mưa rào và dông rải rác, đêm không mưa. "
    "Gió tây nam cấp 2 đến cấp 3, nhiệt độ thấp nhất từ {low} độ, cao nhất {high} độ, độ ẩm chừng {damp} phần trăm. "
    "Vùng đồng bằng ven biển ngày nắng nóng, chiều tối có mưa rào vài nơi, trong mưa dông đề phòng lốc, sét và mưa đá. "
    "Bà con theo dõi các bản tin tiếp theo trên sóng của đài để chủ động sản xuất và sinh hoạt."
)
