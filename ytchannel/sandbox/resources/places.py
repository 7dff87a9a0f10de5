"""The languages and regions that YouTube offers, with their names in English and in Vietnamese."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_LANGUAGES = """
af Afrikaans|Tiếng Afrikaans
az Azerbaijani|Tiếng Azerbaijan
id Indonesian|Tiếng Indonesia
ms Malay|Tiếng Mã Lai
bs Bosnian|Tiếng Bosnia
ca Catalan|Tiếng Catalan
cs Czech|Tiếng Séc
da Danish|Tiếng Đan Mạch
de German|Tiếng Đức
et Estonian|Tiếng Estonia
en-IN English (India)|Tiếng Anh (Ấn Độ)
en-GB English (United Kingdom)|Tiếng Anh (Vương quốc Anh)
en English|Tiếng Anh
es Spanish (Spain)|Tiếng Tây Ban Nha (Tây Ban Nha)
es-419 Spanish (Latin America)|Tiếng Tây Ban Nha (Châu Mỹ La tinh)
es-US Spanish (United States)|Tiếng Tây Ban Nha (Hoa Kỳ)
eu Basque|Tiếng Basque
fil Filipino|Tiếng Philippines
fr French|Tiếng Pháp
fr-CA French (Canada)|Tiếng Pháp (Canada)
gl Galician|Tiếng Galician
hr Croatian|Tiếng Croatia
zu Zulu|Tiếng Zulu
is Icelandic|Tiếng Iceland
it Italian|Tiếng Italy
sw Swahili|Tiếng Swahili
lv Latvian|Tiếng Latvia
lt Lithuanian|Tiếng Litva
hu Hungarian|Tiếng Hungary
nl Dutch|Tiếng Hà Lan
no Norwegian|Tiếng Na Uy
uz Uzbek|Tiếng Uzbek
pl Polish|Tiếng Ba Lan
pt-PT Portuguese|Tiếng Bồ Đào Nha
pt Portuguese (Brazil)|Tiếng Bồ Đào Nha (Brazil)
ro Romanian|Tiếng Romania
sq Albanian|Tiếng Albania
sk Slovak|Tiếng Slovak
sl Slovenian|Tiếng Slovenia
sr-Latn Serbian (Latin)|Tiếng Serbia (Chữ La tinh)
fi Finnish|Tiếng Phần Lan
sv Swedish|Tiếng Thụy Điển
vi Vietnamese|Tiếng Việt
tr Turkish|Tiếng Thổ Nhĩ Kỳ
be Belarusian|Tiếng Belarus
bg Bulgarian|Tiếng Bulgaria
ky Kyrgyz|Tiếng Kyrgyz
kk Kazakh|Tiếng Kazakh
mk Macedonian|Tiếng Macedonia
mn Mongolian|Tiếng Mông Cổ
ru Russian|Tiếng Nga
sr Serbian|Tiếng Serbia
uk Ukrainian|Tiếng Ukraina
el Greek|Tiếng Hy Lạp
hy Armenian|Tiếng Armenia
iw Hebrew|Tiếng Do Thái
ur Urdu|Tiếng Urdu
ar Arabic|Tiếng Ả Rập
fa Persian|Tiếng Ba Tư
ne Nepali|Tiếng Nepal
mr Marathi|Tiếng Marathi
hi Hindi|Tiếng Hindi
as Assamese|Tiếng Assam
bn Bangla|Tiếng Bangla
pa Punjabi|Tiếng Punjab
gu Gujarati|Tiếng Gujarati
or Odia|Tiếng Odia
ta Tamil|Tiếng Tamil
te Telugu|Tiếng Telugu
kn Kannada|Tiếng Kannada
ml Malayalam|Tiếng Malayalam
si Sinhala|Tiếng Sinhala
th Thai|Tiếng Thái
lo Lao|Tiếng Lào
my Burmese|Tiếng Miến Điện
ka Georgian|Tiếng Georgia
am Amharic|Tiếng Amharic
km Khmer|Tiếng Khmer
zh-CN Chinese|Tiếng Trung
zh-TW Chinese (Taiwan)|Tiếng Trung (Đài Loan)
zh-HK Chinese (Hong Kong)|Tiếng Trung (Hồng Kông)
ja Japanese|Tiếng Nhật
ko Korean|Tiếng Hàn
"""

_REGIONS = """
DZ Algeria|Algeria
AR Argentina|Argentina
AU Australia|Australia
AT Austria|Áo
AZ Azerbaijan|Azerbaijan
BH Bahrain|Bahrain
BD Bangladesh|Bangladesh
BY Belarus|Belarus
BE Belgium|Bỉ
BO Bolivia|Bolivia
BA Bosnia and Herzegovina|Bosnia và Herzegovina
BR Brazil|Brazil
BG Bulgaria|Bulgaria
KH Cambodia|Campuchia
CA Canada|Canada
CL Chile|Chile
CO Colombia|Colombia
CR Costa Rica|Costa Rica
HR Croatia|Croatia
CY Cyprus|Síp
CZ Czechia|Séc
DK Denmark|Đan Mạch
DO Dominican Republic|Cộng hòa Dominica
EC Ecuador|Ecuador
EG Egypt|Ai Cập
SV El Salvador|El Salvador
EE Estonia|Estonia
FI Finland|Phần Lan
FR France|Pháp
GE Georgia|Georgia
DE Germany|Đức
GH Ghana|Ghana
GR Greece|Hy Lạp
GT Guatemala|Guatemala
HN Honduras|Honduras
HK Hong Kong|Hồng Kông
HU Hungary|Hungary
IS Iceland|Iceland
IN India|Ấn Độ
ID Indonesia|Indonesia
IQ Iraq|Iraq
IE Ireland|Ireland
IL Israel|Israel
IT Italy|Italy
JM Jamaica|Jamaica
JP Japan|Nhật Bản
JO Jordan|Jordan
KZ Kazakhstan|Kazakhstan
KE Kenya|Kenya
KW Kuwait|Kuwait
LA Laos|Lào
LV Latvia|Latvia
LB Lebanon|Li-băng
LY Libya|Libya
LI Liechtenstein|Liechtenstein
LT Lithuania|Litva
LU Luxembourg|Luxembourg
MY Malaysia|Malaysia
MT Malta|Malta
MX Mexico|Mexico
MD Moldova|Moldova
ME Montenegro|Montenegro
MA Morocco|Ma-rốc
NP Nepal|Nepal
NL Netherlands|Hà Lan
NZ New Zealand|New Zealand
NI Nicaragua|Nicaragua
NG Nigeria|Nigeria
MK North Macedonia|Bắc Macedonia
NO Norway|Na Uy
OM Oman|Oman
PK Pakistan|Pakistan
PA Panama|Panama
PG Papua New Guinea|Papua New Guinea
PY Paraguay|Paraguay
PE Peru|Peru
PH Philippines|Philippines
PL Poland|Ba Lan
PT Portugal|Bồ Đào Nha
PR Puerto Rico|Puerto Rico
QA Qatar|Qatar
RO Romania|Romania
RU Russia|Nga
SA Saudi Arabia|Ả Rập Xê-út
SN Senegal|Senegal
RS Serbia|Serbia
SG Singapore|Singapore
SK Slovakia|Slovakia
SI Slovenia|Slovenia
ZA South Africa|Nam Phi
KR South Korea|Hàn Quốc
ES Spain|Tây Ban Nha
LK Sri Lanka|Sri Lanka
SE Sweden|Thụy Điển
CH Switzerland|Thụy Sĩ
TW Taiwan|Đài Loan
TZ Tanzania|Tanzania
TH Thailand|Thái Lan
TN Tunisia|Tunisia
TR Turkey|Thổ Nhĩ Kỳ
UG Uganda|Uganda
UA Ukraine|Ukraina
AE United Arab Emirates|Các Tiểu Vương quốc Ả Rập Thống nhất
GB United Kingdom|Vương quốc Anh
US United States|Hoa Kỳ
UY Uruguay|Uruguay
VE Venezuela|Venezuela
VN Vietnam|Việt Nam
YE Yemen|Yemen
ZW Zimbabwe|Zimbabwe
"""


def _read(table: str) -> Mapping[str, tuple[str, str]]:
    lines = (line.partition(" ") for line in table.strip().splitlines())
    return {code: (names.partition("|")[0], names.partition("|")[2]) for code, _, names in lines}


LANGUAGES = _read(_LANGUAGES)
"""The languages: code to English and Vietnamese name."""

REGIONS = _read(_REGIONS)
"""The regions: code to English and Vietnamese name."""
