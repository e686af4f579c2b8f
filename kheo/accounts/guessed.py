"""What Vietnamese people choose for a password, without marks: a dictionary for the guesser.

Written down for this project: everyday phrases, the words of the office and of the movement,
places, keyboards in Telex. The lists of leaked passwords themselves come with zxcvbn (30,000 of
those leaked most) and with Django (20,000), so that nothing is asked of another machine.
"""

_WRITTEN = """
matkhau matkhaumoi matkhaucu doimatkhau dangnhap taikhoan nguoidung quantri quantrivien hethong
khongco khongbiet khongnho quenroi bimat mothaiba motdennam xinchao camon tamthoi macdinh
anhyeuem emyeuanh yeuem yeuanh yeuvo yeuchong yeucon yeume yeubo congai contrai giadinh hanhphuc
nhoem nhoanh nhodem boyeu meyeu bome conyeu vochong tinhyeu maimai mainho suotdoi
vietnam hanoi saigon hochiminh haiphong danang cantho hue nghean thanhhoa dienbien sonla laichau
laocai yenbai hagiang caobang langson thainguyen phutho bacninh haiduong hungyen namdinh ninhbinh
quangninh quangtri quangnam quangngai binhdinh phuyen khanhhoa daklak gialai kontum lamdong
dongnai tayninh longan tiengiang bentre travinh vinhlong dongthap angiang kiengiang camau
nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly lo quang ca tong giang
danvan danvankheo kheo thidua thiduakhenthuong phongtrao khenthuong nongthonmoi dangvien
dangcongsan dangbo chibo doanthanhnien congdoan mattran hoiphunu hoinongdan cuuchienbinh
uyban uybannhandan ubnd hdnd vanphong vanthu phongtochuc noivu sonoivu tuphap taichinh kehoach
canbo congchuc vienchuc chuyenvien truongphong giamdoc chutich bithu phochutich lanhdao coquan
baocao congvan vanban hoso tailieu luutru motcua dichvucong chinhphu nhanuoc tinh huyen xa phuong
hoabinh doclap tudo ngaymoi thang nam chucmung chucmungnammoi tet xuan ha thu dong
bongda tuyenvietnam toiyeuvietnam yeuvietnam conmeo concho hoahong hoasen hoaphuong
thanhcong maymman phattai phatloc tienbac dola trieuphu hocsinh sinhvien giaovien bacsi
qwerty qwertyuiop asdfgh zxcvbn abc abcd aabb admin password welcome letmein iloveyou
matkhaujj matkhaaur dangnhaapj vieetnam haf nooij
"""
WORDS = tuple(_WRITTEN.split())
