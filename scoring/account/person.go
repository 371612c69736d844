package account

import (
	"strings"

	"trialist/scoring/value"
)

// Person is whom one can reach at an account. What is not known is "".
type Person struct {
	ID    string // of the contact; "" for what the account itself gives
	Name  string
	Role  string
	Email string
	Phone string
}

// The names, folded and without separators, that attributes of people have.
var (
	personNames     = []string{"name", "fullname", "contactname", "displayname"}
	firstNames      = []string{"firstname", "givenname", "forename"}
	lastNames       = []string{"lastname", "surname", "familyname"}
	roleNames       = []string{"role", "title", "jobtitle", "position", "jobrole", "department"}
	emailNames      = []string{"email", "emailaddress", "mail", "workemail", "useremail"}
	phoneNames      = []string{"phone", "phonenumber", "mobile", "mobilephone", "tel", "telephone", "workphone"}
	separatorsOfKey = strings.NewReplacer("_", "", "-", "", " ", "", ".", "")
)

// People lists whom one can reach: the contacts in their order, and then what the
// account itself gives, where no contact has that address or that number. Contacts
// of whom nothing but an id is known are left out, unless the id is an address.
func (a *Account) People() []Person {
	var people []Person
	known := make(map[string]bool)
	for _, c := range a.Contacts {
		p := personOf(c.Attributes)
		p.ID = c.ID
		if p.Email == "" && IsAddress(c.ID) {
			p.Email = c.ID
		}
		if p.Name == "" && p.Email == "" && p.Phone == "" {
			continue
		}
		known[p.Email], known[p.Phone] = true, true
		people = append(people, p)
	}
	own := personOf(a.Attributes)
	own.Name, own.Role = "", "" // which are those of the account
	if known[own.Email] {
		own.Email = ""
	}
	if known[own.Phone] {
		own.Phone = ""
	}
	if own.Email != "" || own.Phone != "" {
		people = append(people, own)
	}
	return people
}

// personOf reads the attributes of a person.
func personOf(attributes []value.Attribute) Person {
	keys := make([]string, len(attributes))
	for i, a := range attributes {
		keys[i] = personKey(a.Name)
	}
	first := func(names []string) string {
		for _, name := range names {
			for i, a := range attributes {
				if keys[i] != name || a.Value.Kind == value.Absent {
					continue
				}
				if text := strings.TrimSpace(a.Value.String()); text != "" {
					return text
				}
			}
		}
		return ""
	}
	p := Person{Name: first(personNames), Role: first(roleNames), Email: first(emailNames), Phone: first(phoneNames)}
	if p.Name == "" {
		p.Name = strings.TrimSpace(first(firstNames) + " " + first(lastNames))
	}
	if !IsAddress(p.Email) {
		p.Email = ""
	}
	return p
}

func personKey(name string) string {
	return separatorsOfKey.Replace(value.Fold(strings.TrimSpace(name)))
}

// IsAddress reports whether the text looks like one e-mail address: a part before the
// last @ and one after it, without blanks and control characters.
func IsAddress(text string) bool {
	at := strings.LastIndexByte(text, '@')
	if at < 1 || at == len(text)-1 || len(text) > maxAddress {
		return false
	}
	return !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '<' || r == '>' || r == ',' || r == ';' })
}

// maxAddress is the longest address that mail can have, in bytes.
const maxAddress = 254
