package filter

import (
	"errors"
	"slices"
)

// Me stands for the user in owner:@me, so that a filter can be shared.
const Me = "@me"

// errUnknownUser is the error for a filter that asks for the user where it is not
// known who that is.
var errUnknownUser = errors.New("filter term owner:" + Me + ": it is not known who you are; write the name, as in owner:ana")

// As is the filter with the names that the user has as an owner in the place of [Me].
// The error is errUnknownUser where they are needed and there are none.
func (f Filter) As(names ...string) (Filter, error) {
	asked := func(t Term) bool { return t.Field == OwnerField && slices.Contains(t.Texts, Me) }
	if !slices.ContainsFunc(f.Terms, asked) {
		return f, nil
	}
	names = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == "" })
	if len(names) == 0 {
		return f, errUnknownUser
	}
	terms := slices.Clone(f.Terms)
	for i, t := range terms {
		if asked(t) {
			others := slices.DeleteFunc(slices.Clone(t.Texts), func(text string) bool { return text == Me })
			terms[i].Texts = append(slices.Clone(names), others...)
		}
	}
	return Filter{Terms: terms}, nil
}
