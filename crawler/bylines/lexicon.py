"""The words of Vietnamese bylines: roles, collectives, notes, offices, places, press names.

Words only; what they mean in a line is decided in `sections`, `pieces` and `parse`.
Press names are compared by `models.text.comparison_key`, notes and roles without accents,
because both are printed carelessly ("Tổng hơp", "Vnexpress.net").
"""

import re

from models.text import comparison_key, fold_accents


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.replace("\n", "|").split("|") if phrase.strip())


# Who, not what: before another role they only say whose it is ("Phóng viên ảnh", "Tác giả ảnh").
PERSON_ROLES = frozenset(
    _phrases("""
    tác giả|nhóm tác giả|phóng viên|nhóm phóng viên|pv|nhóm pv|nhóm p.v|ctv|nhóm ctv|cộng tác viên
    nhóm cộng tác viên|author
""")
)
# What a label before a colon says about the names after it, longest first within each kind.
TEXT_ROLES = _phrases("""
    nội dung|bài viết|tin bài|bài|tin|tác giả|nhóm tác giả|tác giả bài viết|bút danh|người viết|viết bởi|viết
    chấp bút|kịch bản|lời bình|lời|nhóm phóng viên|nhóm pv|nhóm p.v|nhóm ctv|nhóm cộng tác viên|phóng viên
    cộng tác viên|pv|ctv|ghi chép|ghi|tổng hợp|t/h|emagazine|e-magazine|longform|phóng sự|biên dịch|lược dịch|dịch
    người dịch|tường thuật|bởi|by|author|text|story
""")
EDITOR_ROLES = _phrases("""
    nhóm thực hiện|người thực hiện|thực hiện|biên tập viên|biên tập|biên soạn|btv|tổ chức sản xuất|tổ chức
    sản xuất|đạo diễn|editor
""")
PHOTO_ROLES = _phrases("""
    hình ảnh|trong ảnh|ảnh bìa|ảnh tư liệu|chùm ảnh|bộ ảnh|ảnh|hình|nhiếp ảnh|chụp ảnh|photos|photo
""")
VIDEO_ROLES = _phrases("""
    quay phim|quay dựng|ghi hình|quay|dựng phim|dựng hình|dựng|hậu kỳ|video clip|video|clip|camera
""")
# Credits of makers that are no authors of the text: kept in the note as printed.
OTHER_ROLES = _phrases("""
    thiết kế|trình bày|đồ họa|đồ hoạ|infographic|graphic|mỹ thuật|họa sĩ|kỹ thuật|kĩ thuật|make up|makeup
    trang điểm|stylist|trang phục|người mẫu|mẫu|dẫn chương trình|phát thanh viên|mc|giọng đọc|thuyết minh
    lồng tiếng|âm thanh|âm nhạc|chịu trách nhiệm sản xuất|chịu trách nhiệm nội dung|chỉ đạo nội dung|chỉ đạo
    giám sát|nguồn video|nguồn ảnh|nguồn clip|ảnh và video nguồn
""")
SOURCE_ROLES = _phrases("nguồn tin|theo nguồn|dẫn nguồn|nguồn|tham khảo|theo|source")
# Labels of those who put the page up, and of addresses: what follows is left out.
CONTACT_ROLES = _phrases("""
    đăng bởi|người đăng|người cập nhật|cập nhật|posted by|e-mail|email|điện thoại|đt|sđt|liên hệ|hotline|tel|phone
    facebook|zalo|địa chỉ
""")

# Remarks in brackets or after a name, without accents and punctuation.
NOTES = frozenset(
    _phrases("""
    tong hop|t h|th|tong thuat|luoc thuat|tuong thuat|thuat|ghi|luoc ghi|ghi chep|ghi lai|ghi nhanh|thuc hien|dich
    luoc dich|bien dich|chuyen ngu|luoc|bien soan|suu tam|s t|st|gioi thieu|bd|l d|thuc hien va tong hop
    tong hop va bien soan|tong hop va dich|tong hop bien dich|dich va tong hop|ghi va chup|bien tap lai
""")
)
# Those of the above that also stand bare after a name ("A tổng hợp") without being a name's last word.
TRAILING_NOTES = _phrases("""
    tổng hợp|tổng hơp|tổng thuật|lược thuật|lược dịch|lược ghi|biên dịch|biên soạn|sưu tầm|thực hiện|t/h|ghi|dịch
""")

# Groups that sign without a name. A name may follow ("PV Thanh Tâm", "CTV: A, B").
COLLECTIVES = _phrases("""
    nhóm phóng viên|nhóm pv|nhóm p.v|nhóm ctv|nhóm cộng tác viên|nhóm btv|nhóm biên tập viên|nhóm tác giả
    nhóm thực hiện|nhóm biên tập|nhóm thời sự|nhóm kt|tập thể tác giả|tập thể|ban biên tập|ban thời sự|ban bạn đọc
    tổ phóng viên|tổ pv|tòa soạn|toà soạn|ban tòa soạn|bbt|ban chuyên đề|các phóng viên|các cộng tác viên
    phóng viên thường trú|phóng viên|pvtt|p.v|pv|p/v|cộng tác viên|ctv|c.t.v|biên tập viên|btv|b.t.v
    thông tin viên|thông tín viên|ttv|bạn đọc|độc giả|reporter|reporters|news desk
""")
# Groups before which no person's name follows as a rule ("Nhóm PV Quốc hội").
GROUP_WORDS = frozenset({"nhóm", "tập", "ban", "tổ", "tòa", "toà", "bbt", "các", "news"})
# Accounts and form fields that stand where an author should.
ACCOUNTS = frozenset(
    _phrases("""
    admin|administrator|webmaster|editor|author|guest|user|root|test|quản trị|quản trị viên|người đăng|biên tập
    khách|please enter your name here|anonymous|ẩn danh|không rõ|chưa rõ|n a|null|none|unknown|super user
    superuser|mod|nvcc|fbnv|nhân vật cung cấp|facebook nhân vật|tư liệu|internet|sưu tầm|minh họa|ảnh minh họa
""")
)
ACCOUNT_WORDS = frozenset(_phrases("admin|administrator|webmaster|superuser|username"))
# Degrees, ranks and callings before a name; they are no part of it.
TITLES = _phrases("""
    pgs.ts|pgs. ts|gs.ts|gs. ts|gs.tskh|pgs|tskh|ths.bs|ts.bs|bs.ckii|bs.cki|bsckii|ths|ts|gs|bs|ks|ls|nsnd|nsưt
    nsut|giáo sư|phó giáo sư|tiến sĩ|thạc sĩ|bác sĩ|kỹ sư|luật sư|nhà báo|nhà văn|nhà thơ|nhạc sĩ|nghệ sĩ|họa sĩ
    đại tá|thượng tá|trung tá|thiếu tá|đại úy|đại uý|thượng úy|thượng uý|trung úy|trung uý|thiếu úy|thiếu uý
""")
HONORIFICS = _phrases("ông|bà|chị")

# First words of an office's name. Words that also begin names of people need a second word.
OFFICES = _phrases("""
    sở|phòng|chi cục|cục|tổng cục|vụ|viện|ubnd|hđnd|ủy ban|uỷ ban|trung tâm|tt|bộ|liên đoàn|công ty|tổng công ty
    tập đoàn|ban quản lý|bql|ban tuyên giáo|ban dân vận|ban tổ chức|ban chỉ huy|ban chỉ đạo|ban tiếp công dân|bch
    btc|văn phòng|vp|đại học|trường đại học|trường cao đẳng|trường thpt|trường thcs|trường tiểu học|trường mầm non
    trường chính trị|học viện|đhqg|hội nông dân|hội phụ nữ|hội liên hiệp|hội cựu chiến binh|hội chữ thập đỏ
    hội nhà báo|hội khoa học|hội văn|hội người|hội đồng|hội luật gia|liên hiệp|liên minh|đoàn thanh niên|đoàn tn
    đoàn đbqh|đoàn khối|tỉnh đoàn|huyện đoàn|thành đoàn|thị đoàn|đoàn xã|đoàn phường|tỉnh ủy|tỉnh uỷ|huyện ủy
    huyện uỷ|thành ủy|thành uỷ|thị ủy|thị uỷ|đảng ủy|đảng uỷ|mttq|ubmttq|mặt trận|công an|ca tỉnh|ca huyện|bộ đội
    đồn biên phòng|bđbp|hải quan|kho bạc|ngân hàng|bệnh viện|tòa án|toà án|tand|vksnd|viện kiểm sát|thanh tra
    kiểm lâm|hạt kiểm lâm|vườn quốc gia|khu bảo tồn|quỹ|htx|hợp tác xã|đài khí tượng|đài khttv|đài pt|đài tt
    đài truyền thanh|trạm|chi nhánh|đội quản lý|huyện|tỉnh|thành phố|thị xã|thị trấn|đại sứ quán|đsq
    cổng thông tin|cổng ttđt|vnpt|ctcp|tnhh|trung ương|vptư|ttvh|ttvhtt|ttyt|ttdvnn|ttgdtx|ttkn|bvđk|lđlđ|ldld
    bchqs|ccb|hội lhpn|hiệp hội|câu lạc bộ|clb|nhà xuất bản|nxb|nhà máy|xí nghiệp|lâm trường|tổ chức|tổng hội
    dự án|chi đoàn|chi hội|hội nd|hội ccb|hội ctđ
""")
# What the abbreviation of an office is about, in capitals; letters for the kind of office stand before ("STNMT").
OFFICE_FIELDS = _phrases("""
    TNMT|TN&MT|TN-MT|NNMT|NN&MT|NN-MT|BVMT|QTMT|QLĐĐ|ĐKĐĐ|ĐKQSDĐ|ĐĐBĐ|PTQĐ|TNN|KTTV|BĐKH|CNTT|PTNT|KHTC|KH-TC
    TCCB|CCHC|QLXD|GTVT|KHCN|KH&CN|KHĐT|KH&ĐT|GDĐT|GD&ĐT|LĐTBXH|LĐ-TB&XH|TTTT|TT&TT|VHTT|VH-TT|UBND|HĐND|MTTQ
""")
# What a room is about where only its first letter is printed ("P. Khoáng sản"); names of people begin so too.
ROOM_FIELDS = _phrases("""
    khoáng sản|đất đai|đo đạc|quản lý|môi trường|tài nguyên|nước|kế hoạch|thanh tra|tổ chức|hành chính|kinh tế
    kỹ thuật|nghiệp vụ|nông nghiệp|văn hóa|giáo dục|tư pháp|nội vụ|lao động
""")

# Vietnamese agencies, papers and stations by comparison key. Names a person could bear are here only if they surely
# are papers.
HOME_PRESS = frozenset(
    comparison_key(name)
    for name in _phrases("""
    ttxvn|tttxvn|ttx|thông tấn xã việt nam|vnanet|vna|vietnam+|vietnam plus|vietnamplus|vov|vov1|vov2|vov3|vov5
    vov.vn|vtv|vtv1|vtv24|vtv news|vtc|vtc1|vtc14|vtc news|vtc now|vgp|vgp news|httv|hatinhtv|hà tĩnh tv
    báo và phát thanh, truyền hình hà tĩnh|ntv|htv|antv|qptv|qpvn|thvl|baohatinh|baohatinh.vn|báo hà tĩnh
    hà tĩnh online|vnexpress|vnepxress|vnexpess|vietnamnet|viet nam net|dân trí|dan tri|zing|zing news|znews
    infonet|vneconomy|vnmedia|viettimes|viettimes.vn|cafef|cafebiz|soha|kenh14|kênh 14|thanh niên
    thanh niên online|tuổi trẻ|tuổi trẻ online|tuoi tre|tuoi tre online|tuổi trẻ cười|tto|tno|nld|nlđ|nlđo
    người lao động|lao động|laodong|lao động thủ đô|lđo|lđtđ|nhân dân|nhân dân điện tử|tiền phong|tpo|dân việt
    dân sinh|dân tộc|dân quyền|gia đình|gia đình và xã hội|gia đình việt nam|phụ nữ|phụ nữ việt nam|phụ nữ online
    phụ nữ tp.hcm|pháp luật|pháp luật tp.hcm|pháp luật tp. hồ chí minh|pháp luật việt nam|pháp luật plus
    phapluatplus|plo|plvn|pltp|bảo vệ pháp luật|đời sống|đời sống và pháp luật|đời sống và pháp lý
    đời sống pháp luật|đspl|công lý|công thương|công an nhân dân|cand|công an tp.hcm|công an tp đà nẵng
    an ninh thủ đô|antđ|an ninh nhân dân|an ninh thế giới|antt|an ninh tiền tệ|quân đội nhân dân|qđnd|giao thông
    giao thông vận tải|xây dựng|đầu tư|đầu tư chứng khoán|đtck|nhà đầu tư|nhịp cầu đầu tư|ncđt|doanh nghiệp
    diễn đàn doanh nghiệp|dđdn|doanh nhân|doanh nhân sài gòn|thời báo ngân hàng|thời báo kinh tế
    thời báo tài chính|tbtc|tài chính|kinh tế|kinh tế đô thị|kinh tế và đô thị|kinh tế sài gòn|kinh tế nông thôn
    thời báo|sài gòn giải phóng|sggp|sggpo|sài gòn tiếp thị|sgtt|hà nội mới|hanoimoi|hnm|hnmo|đại đoàn kết
    đại biểu nhân dân|đbnd|đcsvn|đảng cộng sản|đảng cộng sản việt nam|chính phủ|chinh phu|chinhphu|baochinhphu
    tin tức|tintuc|báo tin tức|baotintuc|baoquocte|thế giới và việt nam|thế giới & việt nam|tg&vn
    thế giới tiếp thị|thế giới trẻ|giới trẻ việt|gioi tre viet|tri thức trẻ|trí thức trẻ|tri thức
    tri thức trực tuyến|tri thức & cuộc sống|khoa học và đời sống|khoa học & đời sống|khoa học
    khoa học và phát triển|khám phá|sức khỏe|sức khỏe và đời sống|sức khỏe & đời sống|sk&đs|skđs|suckhoedoisong
    giáo dục|giáo dục và thời đại|giáo dục & thời đại|gd&tđ|gdtđ|giáo dục việt nam|gdvn|văn hóa|văn hóa nghệ an
    văn nghệ|thể thao|thể thao và văn hóa|thể thao & văn hóa|ttvh|bóng đá|bóng đá plus|thể thao 247|webthethao
    nông nghiệp|nông nghiệp việt nam|nông thôn ngày nay|ntnn|tài nguyên và môi trường|tài nguyên & môi trường
    tn&mt|môi trường|môi trường và đô thị|môi trường & đô thị|nhà báo và công luận|nhà báo & công luận|công luận
    congluan|người đưa tin|nđt|người tiêu dùng|nguoiduatin|đất việt|baodatviet|một thế giới|mtg|motthegioi
    ngày nay|lao động & xã hội|vietq|vietq.vn|vietnam finance|vietnamfinance|vietstock|reatimes|batdongsan|ictnews
    genk|tinhte|pháp luật và xã hội|helino|afamily|2sao|ione|ngoisao|ngôi sao|saostar|yan news|kienthuc|kiến thức
    kiến thức gia đình|24h|vtcnews|viet nam news|vietnam news|vietnam investment review|sài gòn times
    the saigon times|baomoi|báo mới|cổng ttđt chính phủ|bnews|vietnamnews|tổ quốc|tổquốc|toquoc|hồn việt
    xa lộ pháp luật|an ninh tiền tệ & truyền thông|thương hiệu & công luận|thương hiệu và công luận|thương trường
    tạp chí cộng sản|mặt trận|tuyên giáo|nghề báo|người làm báo|người cao tuổi|cựu chiến binh
    cựu chiến binh việt nam|vcb news|ubkttw|mofa|thông tin đối ngoại|thủ đô|hoa học trò|thị trường|đô thị|kinh doanh
    thương mại|tầm nhìn|nhịp sống|mực tím|hải quan|hàng hải|du lịch|công nghệ|tin học|bưu điện|bảo hiểm
    bảo hiểm xã hội|chất lượng việt nam|tiêu dùng|sở hữu trí tuệ|hạnh phúc gia đình|phụ nữ thủ đô|kiểm sát
    diễn đàn|nông thôn việt|nông thôn mới|khởi nghiệp|thế giới phụ nữ|thế giới số|điện ảnh|giải trí|làng sao
    phunuonline|phụ nữ sức khỏe|pháp luật và bạn đọc|bạn đường|tuần tin tức|thời đại|thời nay|dân vận
    xây dựng đảng|lao động nghệ an|công an hà tĩnh|lao động và xã hội|pháp luật và đời sống|công an nghệ an
    nghệ an online|hà tĩnh 24h
""")
)
# Those of the world; nobody who writes for a paper here works there.
FOREIGN_PRESS = frozenset(
    comparison_key(name)
    for name in _phrases("""
    ap|afp|reuters|upi|tass
    itar-tass|ria|ria novosti|ria news|interfax|sputnik|sputniknews|rt|ruptly|xinhua|xinhuanet|tân hoa xã|thx
    chinadaily|china daily|global times|cctv|cgtn|people's daily|sina|sohu|ifeng|qq|weibo|scmp|yonhap|kyodo
    kyodo news|nhk|nikkei|nikkei asia|asahi|jiji|jiji press|yna|kbs|bernama|antara|cna|channel news asia
    channelnewsasia|straits times|the straits times|bangkok post|jakarta post|the nation|pti|ani|ndtv|bbc|bbc news
    bbcnews|cnn|cnbc|nbc|nbc news|cbs|cbs news|abc|abc news|fox news|foxnews|nyt|new york times|ny times|nytimes
    wsj|wall street journal|washington post|usa today|us news|financial times|economist|the economist|guardian
    the guardian|daily mail|dailymail|mirror|the mirror|telegraph|the telegraph|independent|the independent
    the sun|the times|metro|express|daily express|sky news|sky sports|espn|marca|goal|goal.com|opta|bild|uefa|fifa
    bleacher report|athletic|the athletic|l'equipe|le monde|le figaro|el mundo|dw|rfi|rfa|voa|france 24|euronews
    dpa|efe|ansa|al jazeera|al-jazeera|bloomberg|forbes|fortune|newsweek|politico|the hill|national interest
    atlantic|foreign policy|the diplomat|diplomat|business insider|insider|the verge|techcrunch|cnet|engadget
    gsmarena|wired|pcmag|zdnet|nature|science|live science|livescience|science alert|sciencealert|sciencedaily
    phys|phys.org|nasa|healthline|webmd|medical news today|health|national geographic|natgeo|smithsonian
    the conversation|conversation|ladbible|unilad|oddity central|odd|people|vogue|elle|e online|eonline|tmz
    variety|billboard|hollywood reporter|yahoo|yahoo news|msn|google|youtube|facebook|instagram|tiktok|twitter
    reddit|wikipedia|liveleak|viralhog|caters|daily star|dailystar|daily beast|nypost|new york post|la times
    press tv|korea times|korea herald|japan times|khmer times|india today|times of india|hindustan times
    indian express|gulf news|arab news|taiwan news|jerusalem post|asia times
""")
)
PRESS = HOME_PRESS | FOREIGN_PRESS
# Words that end a foreign press name.
PRESS_ENDINGS = frozenset(
    _phrases("""
    news|times|post|mail|daily|press|tv|online|magazine|journal|herald|tribune|telegraph|media|network|agency
    weekly|gazette|channel|radio|chronicle|examiner|review|today|novosti|ilbo|shimbun|pravda|star|insider
    technology
""")
)
# First words of a Vietnamese press name; the rest says which.
PRESS_BEGINNINGS = _phrases("""
    báo điện tử|báo|tạp chí|thời báo|trang tin|trang web|trang thông tin|website|đài ptth|đài pt-th|đài phát thanh
    đài truyền hình|đài tiếng nói|cổng thông tin điện tử|cổng thông tin|cổng ttđt|thông tấn xã|hãng thông tấn
    hãng tin|tờ|chuyên trang|truyền hình
""")

# Places that no person is called; those that could be names stand in MAYBE_PLACES.
SURE_PLACES = frozenset(
    comparison_key(name)
    for name in _phrases("""
    hà nội|đà nẵng|hải phòng|châu á|châu âu|châu phi|châu mỹ|tp hcm|tphcm|tp hồ chí minh|hồ chí minh|sài gòn
    cần thơ|lào cai|yên bái|bắc kạn|cao bằng|lạng sơn|quảng bình|quảng trị|quảng nam|quảng ngãi|ninh thuận
    bình phước|bình định|đồng nai|bà rịa|vũng tàu|bà rịa vũng tàu|bà rịa - vũng tàu|tây ninh|bến tre|trà vinh
    đồng tháp|sóc trăng|bạc liêu|cà mau|đắk lắk|đăk lăk|đắk nông|gia lai|kon tum|nghệ an|hà tĩnh|thanh hóa
    ninh bình|nam định|bắc ninh|điện biên|lai châu|tuyên quang|tây nguyên|tây bắc|đông bắc|miền trung|miền bắc
    miền nam|đông nam bộ|tây nam bộ|việt nam|nhật bản|hàn quốc|trung quốc|đài loan|hong kong|hồng kông|thái lan
    lào|campuchia|singapore|malaysia|indonesia|ấn độ|hoa kỳ|anh quốc|đức quốc|australia|úc|canada|moskva|moscow
    new york|washington|paris|london|tokyo|seoul|bắc kinh|thượng hải|new delhi|viêng chăn|vientiane|phnom penh
    bangkok|puerto rico|quy nhơn|mỹ tho|nha trang|đà lạt|bãi cháy|hạ long|hội an|phú quốc|buôn ma thuột|pleiku
    cẩm xuyên|thạch hà|can lộc|hương khê|hồng lĩnh|tp hà tĩnh|thành phố hà tĩnh|quốc hội|qh|trung ương|tw|thủ đô
    hải ngoại
""")
)
# First words of a place's name that begin nobody's name.
PLACE_WORDS = frozenset(_phrases("đảo|vịnh|chùa|đền|đèo|chợ|cảng|phường|quận|xã|bán đảo|quần đảo|thị trấn|tp|tx"))
# Places whose names people bear too ("Hà Nam", "Lộc Hà"): names in a byline field, headings in a body.
MAYBE_PLACES = frozenset(
    comparison_key(name)
    for name in _phrases("""
    khánh hòa|bình thuận|bình dương|vĩnh long|hậu giang|thái bình|hưng yên|vĩnh phúc|phú thọ|thái nguyên|hòa bình
    an giang|nghi xuân|hương sơn|kỳ anh|vũ quang|đức thọ|lâm đồng|quảng ninh|phú yên|tiền giang|nga|mỹ|pháp|hà nam
    hải dương|hà giang|bắc giang|sơn la|long an|kiên giang|hà đông|lộc hà|sơn tây|đông anh|thanh trì|tân bình
    thủ đức|bình thạnh|vinh|huế|thừa thiên huế|đồng lộc|thiên cầm|vũng áng|kỳ xuân|đèo ngang|kỳ phương|kỳ lợi
    kỳ hà|kỳ ninh|nam đàn|yên thành|diễn châu|quỳnh lưu|đô lương|anh sơn|con cuông|tương dương|kỳ sơn|quế phong
    quỳ hợp|hưng nguyên|nghi lộc|cửa lò|gio linh|đông hà
""")
)
# Ends of body text and headings that look like names because each word is capitalised.
HEADING_WORDS = frozenset(
    _phrases("""
    ảnh|video|clip|infographic|đọc|thêm|xem|tin|bài|liên quan|nguồn|chủ đề|minh họa|minh hoạ|hết|kết luận
    giải pháp|thông báo|cảm ơn|xin|tags|chia sẻ|đảo|cầu|cảng|ga|chợ|đèo|chùa|đền|vịnh|chào|quận|phường|xã|hiện|sở
    đồi|rừng|dốc|thác|suối|bãi|vườn|đại nội|bình luận|quảng cáo|cập nhật|đang|tiếp tục|cùng chuyên mục
""")
)

# Syllables of names that carry no mark, so that "Thanh Nga" is told from "The Sun".
PLAIN_NAME_SYLLABLES = frozenset(
    _phrases("""
    ai|an|anh|ban|bang|bao|binh|bui|cam|canh|cao|chau|chi|chinh|chung|cuc|cung|cuong|cuu|da|dan|dang|dao|diem|dinh
    doan|dong|duc|dung|duong|duy|gia|giang|giao|ha|hai|han|hang|hanh|hao|hau|hien|hieu|hinh|ho|hoa|hoai|hoan|hoang
    hong|hop|hue|hung|huong|huy|huyen|huynh|kha|khai|khang|khanh|khoa|khoi|khue|khuong|kien|kieu|kim|ky|la|lai|lam
    lan|le|lien|linh|loan|loc|long|luan|luc|luong|ly|mai|man|manh|mi|minh|mo|my|nam|nga|ngan|nghi|nghia|ngo|ngoc
    nguyen|nguyet|nhan|nhat|nhi|nhu|nhung|oanh|pham|phan|phat|phi|phong|phu|phuc|phung|phuong|quan|quang|quoc|quy
    quyen|quynh|sa|sang|sen|son|song|sy|tai|tam|tan|thach|thai|than|thang|thanh|thao|thi|thien|thinh|tho|thoa|thom
    thong|thu|thuan|thuc|thuong|thuy|thy|tien|tin|tinh|toai|toan|ton|tra|tram|tran|trang|tri|trieu|trinh|trong
    truc|trung|truong|tu|tuan|tue|tung|tuoi|tuong|tuyen|tuyet|uy|ba|san|uyen|van|vi|vien|viet|vinh|vo|vu|vui|vuong|vy|xuan
    yen
""")
)
STRICT_SURNAMES = frozenset(
    _phrases("nguyễn|trần|phạm|huỳnh|đặng|vũ|võ|bùi|đỗ|hồ|ngô|dương|phan|hoàng|trương|lê|đinh|đoàn|trịnh|mạc|cao|lương")
)
NAME_PARTICLES = frozenset(_phrases("de|da|di|del|della|der|den|van|von|bin|binti|ibn|al|el|la|le|du|dos|y"))

# Words of sentences that stand in no name of a paper ("Theo bà A thì …").
SENTENCE_WORDS = frozenset(
    _phrases(
        "cho|biết|đã|là|thì|của|được|có|sẽ|nói|này|bị|khi|đang|những|với|các|phải|không|đưa tin|ông|bà|rằng|cần|vẫn"
    )
)
# What follows "phóng viên" and the like without capitals and still names a group.
DESKS = frozenset(
    _phrases(
        "điều tra|thường trú|thời sự|ảnh|kinh tế|xã hội|văn hóa|pháp luật|thể thao|quốc tế|chính trị|bạn đọc|tổng hợp"
    )
)


def fold_words(text: str) -> str:
    """Return lower-case words without accents and punctuation, for notes and roles printed carelessly."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold_accents(text)).split())


def is_note(text: str) -> bool:
    """Say whether `text` is one remark, or several of them ("sưu tầm, tổng hợp")."""
    return fold_words(text) in NOTES or all(fold_words(part) in NOTES for part in re.split(r",|&| và |/", text))
