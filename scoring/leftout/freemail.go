package leftout

// freeMail are domains that anybody gets an address in.
var freeMail = map[string]bool{
	"gmail.com": true, "googlemail.com": true, "outlook.com": true, "hotmail.com": true, "hotmail.co.uk": true,
	"hotmail.fr": true, "live.com": true, "msn.com": true, "yahoo.com": true, "yahoo.co.uk": true, "yahoo.fr": true,
	"yahoo.de": true, "yahoo.co.jp": true, "yahoo.co.in": true, "ymail.com": true, "icloud.com": true, "me.com": true,
	"mac.com": true, "aol.com": true, "proton.me": true, "protonmail.com": true, "gmx.de": true, "gmx.net": true,
	"gmx.at": true, "gmx.com": true, "web.de": true, "t-online.de": true, "mail.com": true, "mail.ru": true,
	"yandex.ru": true, "yandex.com": true, "qq.com": true, "163.com": true, "126.com": true, "zoho.com": true,
	"fastmail.com": true, "tutanota.com": true, "orange.fr": true, "free.fr": true, "laposte.net": true,
	"libero.it": true, "comcast.net": true, "verizon.net": true, "att.net": true, "naver.com": true, "hey.com": true,
}
