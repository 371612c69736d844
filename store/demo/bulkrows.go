package demo

import (
	"trialist/scoring/record"
	"trialist/scoring/value"
)

// bulkColumns are the attributes of a bulk account, in file order.
var bulkColumns = []string{"email", "industry", "employees", "country", "plan", "trial_started_at", "trial_ends_at"}

// appendID appends the external id of a bulk account: acc_ and eight hexadecimal
// digits. Multiplying with an odd number gives every account another id.
func appendID(p []byte, account int) []byte {
	const digits = "0123456789abcdef"
	id := uint32(account+1) * 0x9e37_79b1
	p = append(p, "acc_"...)
	for shift := 28; shift >= 0; shift -= 4 {
		p = append(p, digits[id>>shift&15])
	}
	return p
}

// customer makes the account with this index.
func (b *bulkWorkspace) customer(i int) record.CustomerRow {
	// Another stream than that of its events, so that neither depends on how much
	// the other draws.
	d := newRandom(b.options.Seed+1, uint64(i))
	industry := d.weighted(industryWeights)
	company := nameCompany(d, b.options.Seed, i, industry)
	started := b.origin + value.Instant(b.starts[i])*value.Second
	email := choose(d, firstNames)[1] + "@" + company.domain
	if d.chance(200) {
		email = freeMailAddress(d, i)
	}
	var list attributes
	list.text("email", email)
	list.text("industry", industries[industry].name)
	if size := sizes[d.weighted(sizeWeights)]; !d.chance(50) {
		list.number("employees", d.between(size[0], size[1]))
	}
	if !d.chance(50) {
		list.text("country", locations[d.weighted(locationWeights)].country)
	}
	list.text("plan", plans[d.IntN(len(plans))].name)
	list.date("trial_started_at", started)
	list.date("trial_ends_at", started+value.Instant(b.seconds)*value.Second)
	return record.CustomerRow{Line: line(i), Account: string(appendID(nil, i)), Name: company.name, Attributes: list}
}

func (b *bulkWorkspace) contact(int) record.ContactRow { return record.ContactRow{} }

func (b *bulkWorkspace) size() Size {
	return Size{Customers: b.options.Accounts, Events: b.options.Events}
}

func (b *bulkWorkspace) touches() []Touch { return nil }

func (b *bulkWorkspace) columns() columns { return columns{customers: bulkColumns} }

func (b *bulkWorkspace) events() record.Source { return &timeline{bulk: b} }
