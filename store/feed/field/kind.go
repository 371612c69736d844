package field

import (
	"fmt"
	"strings"
)

// Kind is what the rows of a file are about.
type Kind string

// The kinds of file. The zero Kind asks [feed.Open] to find out.
const (
	Customers Kind = "customers" // a row an account
	Contacts  Kind = "contacts"  // a row a person
	Events    Kind = "events"    // a row something that happened
	Mixed     Kind = "mixed"     // the rows differ; only ever found, never asked for
)

// ParseKind reads the name of a kind of file that a user may ask for; "" asks
// for none.
func ParseKind(s string) (Kind, error) {
	switch k := Kind(strings.ToLower(s)); k {
	case "", Customers, Contacts, Events:
		return k, nil
	case Mixed:
	}
	return "", fmt.Errorf("%q is not a kind of file: say customers, contacts or events", s)
}
