"""What some papers print, line by line, for the tests of understanding."""

BIRTH = """
             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                 Độc lập - Tự do - Hạnh phúc

                        GIẤY KHAI SINH
                                                        Số: 45/2020
Họ, chữ đệm, tên: TỪ QUỲNH NỞ
Ngày, tháng, năm sinh: 05/06/2019
Ghi bằng chữ: Ngày năm tháng sáu năm hai nghìn không trăm mười chín
Giới tính: Nữ      Dân tộc: Kinh      Quốc tịch: Việt Nam
Nơi sinh: Bệnh viện đa khoa tỉnh Lâm Đồng, phường 6, thành phố Đà Lạt,
tỉnh Lâm Đồng
Quê quán: xã Lộc Ngãi, huyện Bảo Lâm
Số định danh cá nhân: 068319000123
Họ, chữ đệm, tên người mẹ: TRẦN THỊ HẠNH
Năm sinh: 1990     Dân tộc: Tày       Quốc tịch: Việt Nam
Nơi cư trú: Thôn 10, xã Lộc Ngãi
Họ, chữ đệm, tên người cha: TỪ VĂN LÂM
Năm sinh: 1988     Dân tộc: Kinh      Quốc tịch: Việt Nam
Nơi cư trú: Thôn 11, xã Lộc Ngãi
Họ, chữ đệm, tên người đi khai sinh: TỪ VĂN LÂM
Giấy tờ tùy thân: CCCD số 068088001234, Cục Cảnh sát cấp ngày 12/03/2021
Nơi đăng ký khai sinh: Ủy ban nhân dân xã Lộc Ngãi
Ngày, tháng, năm đăng ký: 20 tháng 6 năm 2019

                                              NGƯỜI KÝ GIẤY KHAI SINH
                                                   CHỦ TỊCH


                                                Nguyễn Văn Bình
"""

MARRIAGE = """
             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                 Độc lập - Tự do - Hạnh phúc
                   GIẤY CHỨNG NHẬN KẾT HÔN
                                                 Số: 12/2021
Họ, chữ đệm, tên vợ: LÊ THỊ MAI           Họ, chữ đệm, tên chồng: HÀ DUY ANH
Ngày, tháng, năm sinh: 01/02/1995         Ngày, tháng, năm sinh: 1992
Dân tộc: Kinh                             Dân tộc: Mạ
Quốc tịch: Việt Nam                       Quốc tịch: Việt Nam
Nơi cư trú: Thôn 3, xã Tà Nung,           Nơi cư trú: Số 5 Hai Bà Trưng,
thành phố Đà Lạt                          phường 6, thành phố Đà Lạt
Giấy tờ tùy thân: 068195001111            Giấy tờ tùy thân: 068092002222
cấp ngày 01/03/2021                       cấp ngày 04/05/2022
Nơi đăng ký kết hôn: Ủy ban nhân dân xã Tà Nung
Ngày, tháng, năm đăng ký: 10/10/2022
"""

DECISION = """
   ỦY BAN NHÂN DÂN             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    TỈNH LÂM ĐỒNG                 Độc lập - Tự do - Hạnh phúc

   Số: 123/QĐ-UBND            Lâm Đồng, ngày 12 tháng 3 năm 2024

                          QUYẾT ĐỊNH
          Về việc trợ cấp một lần đối với ông Lê Văn Tám

               CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
                          QUYẾT ĐỊNH:
Điều 1. Trợ cấp cho ông Lê Văn Tám, sinh ngày 01/02/1950, số định danh cá
nhân 068050001234, nơi cư trú: Thôn 2, xã Đạ Đờn, huyện Lâm Hà, với số tiền là
12.500.000 đồng (Mười hai triệu năm trăm nghìn đồng).
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.

Nơi nhận:                              TM. ỦY BAN NHÂN DÂN
- Như Điều 2;                              KT. CHỦ TỊCH
- Lưu: VT.                                PHÓ CHỦ TỊCH


                                          Trần Thị Bích
"""
