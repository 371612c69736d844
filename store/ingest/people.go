package ingest

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"trialist/scoring/eval"
	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/codec"
)

// people finds the account of an event of which only the person is known: by the id
// of the contact, else by the e-mail address, else, when it is asked for, by its
// domain. What is in more than one account belongs to none of them. It knows the
// people who were there when the import began.
type people struct {
	importer *importer
	found    map[string]personAccount // by what the file calls a person
	rows     *peopleRows              // nil until somebody is looked for
	emails   *addressBook             // nil until it is asked
}

// personAccount is what is known of a person.
type personAccount struct {
	contact, account string // external ids
	accounts         int    // 0, 1 or more; the account counts where it is 1
}

// addressBook says which accounts an e-mail address or a domain belongs to.
type addressBook struct{ emails, domains map[string]personAccount }

// assign gives the events of a batch that name no account the one of their person.
// Those whose person is in none, or in several, are rejected.
func (p *people) assign(ctx context.Context, b *record.Batch) error {
	if !b.LacksAccounts() { // as nearly all files
		return nil
	}
	var failed error
	b.KeepEvents(func(e *record.EventRow) bool {
		if failed != nil || len(e.Account) > 0 {
			return true
		}
		found, err := p.find(ctx, string(e.Contact))
		if err != nil {
			failed = err
			return true
		}
		if found.accounts != 1 {
			p.importer.reject(record.Reject{Line: e.Line, Reason: p.reason(string(e.Contact), found), Row: string(e.Name)})
			return false
		}
		e.Account = b.CopyBytes([]byte(found.account))
		if found.contact != "" {
			e.Contact = b.CopyBytes([]byte(found.contact))
		}
		return true
	})
	return failed
}

// reason is why an event of a person cannot be taken.
func (p *people) reason(person string, found personAccount) string {
	if found.accounts > 1 {
		return fmt.Sprintf("%q is in more than one account, and the row does not say which is meant", value.Truncate(person))
	}
	advice := "import the people with their accounts first, and then this file again, or say --map COLUMN=account if each person is an account"
	if strings.Contains(person, "@") && !p.importer.options.ByDomain {
		advice += ", or say --by-domain"
	}
	return fmt.Sprintf("nobody called %q is known to be in an account; %s", value.Truncate(person), advice)
}

func (p *people) find(ctx context.Context, person string) (personAccount, error) {
	if found, ok := p.found[person]; ok {
		return found, nil
	}
	found, err := p.byID(ctx, person)
	if err != nil {
		return found, err
	}
	if found.accounts == 0 && strings.Contains(person, "@") {
		if found, err = p.byAddress(ctx, person); err != nil {
			return found, err
		}
	}
	if p.found == nil {
		p.found = make(map[string]personAccount)
	}
	p.found[person] = found
	return found, nil
}

// byID looks for a contact of that id.
func (p *people) byID(ctx context.Context, person string) (found personAccount, err error) {
	if p.rows == nil {
		if p.rows, err = loadPeopleRows(ctx, p.importer.reader); err != nil {
			return found, err
		}
	}
	err = store.EachRow(ctx, p.importer.reader, func(rows *sql.Rows) error {
		var contact, membership, account int64
		var name string
		var known bool
		if err := rows.Scan(&contact, &membership, &account, &found.account, &name, &known); err != nil {
			return err
		}
		found.accounts++
		found.contact = person
		return cmp.Or(p.rows.checkMembership(membership, contact, account), p.rows.checkAccount(account, found.account, name, known))
	}, `SELECT contacts.id, memberships.id, accounts.id, accounts.external, name, known
		FROM contacts JOIN memberships ON contact = contacts.id JOIN accounts ON accounts.id = account
		WHERE contacts.external = ?`, person)
	return found, err
}

// byAddress looks for an e-mail address of a contact or an account, and for its
// domain.
func (p *people) byAddress(ctx context.Context, address string) (personAccount, error) {
	if p.emails == nil {
		var err error
		if p.emails, err = p.readAddresses(ctx); err != nil {
			return personAccount{}, err
		}
	}
	folded := value.Fold(strings.TrimSpace(address))
	found := p.emails.emails[folded]
	if domain := domainOf(folded); found.accounts == 0 && p.importer.options.ByDomain && !isFreeMail(domain) {
		found = p.emails.domains[domain]
		found.contact = ""
	}
	return found, nil
}

// readAddresses reads the addresses and domains of all accounts and contacts.
func (p *people) readAddresses(ctx context.Context) (*addressBook, error) {
	book := &addressBook{emails: make(map[string]personAccount), domains: make(map[string]personAccount)}
	err := p.rows.eachPerson(ctx, p.importer.reader, p.addressesOf(book, eval.ContactScope))
	if err != nil {
		return nil, err
	}
	return book, p.rows.eachAccount(ctx, p.importer.reader, p.addressesOf(book, eval.AccountScope))
}

// addressesOf returns a function that adds the addresses of a contact, or of an account
// itself, to the book.
func (p *people) addressesOf(book *addressBook, scope eval.Scope) func(contact, account string, packed codec.Attributes) {
	index := p.importer.attributes[scope]
	email, domain := index.numbersOf(value.Email), index.numbersOf(value.Domain)
	return func(contact, account string, packed codec.Attributes) {
		for v := range packed.All() {
			switch {
			case slices.Contains(email, v.Name):
				address := value.Fold(strings.TrimSpace(v.Decode().String()))
				addAddress(book.emails, address, contact, account)
				addAddress(book.domains, domainOf(address), "", account)
			case slices.Contains(domain, v.Name):
				addAddress(book.domains, strings.TrimPrefix(value.Fold(v.Decode().String()), "www."), "", account)
			}
		}
	}
}

// addAddress notes that the address belongs to an account.
func addAddress(to map[string]personAccount, address, contact, account string) {
	found, known := to[address]
	switch {
	case address == "":
	case !known:
		to[address] = personAccount{contact, account, 1}
	case found.account != account:
		found.accounts++
		to[address] = found
	}
}

// domainOf is what stands behind the last @ of a folded address.
func domainOf(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }

// freeMail are the domains at which people of all companies have addresses.
var freeMail = []string{
	"gmail.com", "googlemail.com", "hotmail.com", "outlook.com", "live.com", "msn.com", "yahoo.com", "ymail.com", "icloud.com", "me.com", "mac.com",
	"aol.com", "proton.me", "protonmail.com", "gmx.de", "gmx.net", "gmx.com", "web.de", "mail.ru", "yandex.ru", "qq.com", "163.com", "126.com",
	"t-online.de", "orange.fr", "free.fr", "laposte.net", "libero.it", "fastmail.com", "zoho.com", "mail.com", "hey.com",
}

func isFreeMail(domain string) bool { return slices.Contains(freeMail, domain) }
