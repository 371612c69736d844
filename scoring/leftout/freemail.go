package leftout

import (
	"slices"
	"strings"
)

// freeMail are domains of mail providers, where anybody can get an address.
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

// freeMailNames are the names of those who give such addresses, without their endings.
var freeMailNames = func() map[string]bool {
	names := make(map[string]bool, len(freeMail))
	for domain := range freeMail {
		name, _, _ := strings.Cut(domain, ".")
		names[name] = true
	}
	return names
}()

// isFreeMail reports whether anybody gets an address in a domain, or in the one that it
// stands for in made-up data: gmail.example stands for gmail.com.
func isFreeMail(domain string) bool {
	name, end, _ := strings.Cut(domain, ".")
	return freeMail[domain] || slices.Contains(reservedEndings, end) && freeMailNames[name]
}

// reservedEndings are top-level domains in which nobody can have a domain, so that made-up
// data uses them. Nobody can have a reservedDomain either.
var (
	reservedEndings = []string{"example", "test", "invalid", "localhost"}
	reservedDomains = []string{"example.com", "example.org", "example.net"}
)

// isReserved reports whether nobody can have an address in a domain.
func isReserved(domain string) bool {
	return slices.Contains(reservedEndings, domain[strings.LastIndex(domain, ".")+1:]) ||
		slices.ContainsFunc(reservedDomains, func(d string) bool { return domain == d || strings.HasSuffix(domain, "."+d) })
}
