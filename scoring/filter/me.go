package filter

import (
	"errors"
	"slices"
)

// Me stands for the user in owner:@me, so that a filter can be shared.
const Me = "@me"

// ErrUnknownUser is the error for a filter that asks for the user where it is not
// known who that is.
var ErrUnknownUser = errors.New("filter term owner:" + Me + ": it is not known who you are; write the name, as in owner:ana")

// As is the filter with the name of the user in the place of [Me]. The error is
// ErrUnknownUser where it is needed and empty.
func (f Filter) As(who string) (Filter, error) {
	asked := func(t Term) bool { return t.Field == OwnerField && slices.Contains(t.Texts, Me) }
	if !slices.ContainsFunc(f.Terms, asked) {
		return f, nil
	}
	if who == "" {
		return f, ErrUnknownUser
	}
	terms := slices.Clone(f.Terms)
	for i, t := range terms {
		if !asked(t) {
			continue
		}
		t.Texts = slices.Clone(t.Texts)
		for j, text := range t.Texts {
			if text == Me {
				t.Texts[j] = who
			}
		}
		terms[i] = t
	}
	return Filter{Terms: terms}, nil
}
