package message

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"trialist/scoring/value"
)

// Field is a field that templates may have.
type Field uint8

// The fields.
const (
	AccountName Field = iota
	AccountID
	AccountAttribute // of a name
	ContactFirstName
	ContactName
	ContactEmail
	MilestoneName // what the message is about
	MilestoneNext // the step that it drives to
	TrialDaysLeft
	Owner
	numFields
)

// fieldNames are the fields as they are written in templates.
var fieldNames = [numFields]string{
	AccountName: "account.name", AccountID: "account.id", AccountAttribute: "account.attribute",
	ContactFirstName: "contact.first_name", ContactName: "contact.name", ContactEmail: "contact.email",
	MilestoneName: "milestone.name", MilestoneNext: "milestone.next",
	TrialDaysLeft: "trial.days_left", Owner: "owner",
}

// ownerOfAccount is the name of the owner in the texts of workflows, accepted here too.
const ownerOfAccount = "account.owner"

// Fields lists the fields.
func Fields() []Field {
	fields := make([]Field, numFields)
	for i := range fields {
		fields[i] = Field(i)
	}
	return fields
}

// String is how the field is written, without braces.
func (f Field) String() string {
	if f < numFields {
		return fieldNames[f]
	}
	return "unknown"
}

// Example is the field in braces, with an attribute's name where it needs one.
func (f Field) Example() string {
	switch f {
	case AccountAttribute:
		return "{{account.attribute NAME}}"
	case ContactFirstName:
		return "{{contact.first_name|there}}"
	case AccountName, AccountID, ContactName, ContactEmail, MilestoneName, MilestoneNext, TrialDaysLeft, Owner, numFields:
	}
	return "{{" + f.String() + "}}"
}

// Examples lists the examples of all fields.
func Examples() []string {
	var examples []string
	for _, f := range Fields() {
		examples = append(examples, f.Example())
	}
	return examples
}

// Values are the values of fields for one message; "" for what is not known.
type Values struct {
	AccountName, AccountID        string
	ContactName, ContactFirstName string
	ContactEmail                  string
	MilestoneName, MilestoneNext  string
	TrialDaysLeft                 string
	Owner                         string
	Attributes                    map[string]string // by [value.Fold] of the name
}

// of is the value of a part; "" when it is not known.
func (v *Values) of(p part) string {
	switch p.field {
	case AccountName:
		return v.AccountName
	case AccountID:
		return v.AccountID
	case AccountAttribute:
		return v.Attributes[value.Fold(p.attribute)]
	case ContactFirstName:
		return v.ContactFirstName
	case ContactName:
		return v.ContactName
	case ContactEmail:
		return v.ContactEmail
	case MilestoneName:
		return v.MilestoneName
	case MilestoneNext:
		return v.MilestoneNext
	case TrialDaysLeft:
		return v.TrialDaysLeft
	case Owner:
		return v.Owner
	case numFields:
	}
	return ""
}

// FirstName is the first name in a full name: "Ana" for "Ana Souza" and for "Souza, Ana".
// It is "" where that is not clear, such as for a mail address, an initial, or a title
// before a single name, which may be the last one.
func FirstName(name string) string {
	last, first, reversed := strings.Cut(name, ",")
	if reversed {
		name = first + " " + last
	}
	words := strings.Fields(name)
	titled := false
	for len(words) > 1 && isTitle(words[0]) {
		words, titled = words[1:], true
	}
	if len(words) == 0 || titled && len(words) == 1 || strings.ContainsAny(words[0], "@/\\<>\"") || isTitle(words[0]) || isInitial(words[0]) {
		return ""
	}
	return words[0]
}

// isInitial reports whether the word is a letter with a point, or a Latin one without, as
// in "J. Doe". Elsewhere a single letter may be a whole name.
func isInitial(word string) bool {
	letter, size := utf8.DecodeRuneInString(word)
	return word[size:] == "." || word[size:] == "" && unicode.Is(unicode.Latin, letter)
}

func isTitle(word string) bool {
	switch strings.TrimSuffix(strings.ToLower(word), ".") {
	case "mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "sir":
		return true
	}
	return false
}
