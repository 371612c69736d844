package rank

import (
	"trialist/scoring/value"
)

// Order is what a ranking sorts by first. The remaining keys of the default
// order follow, so that every order is total: adoption, fit, fewer days left,
// seen more recently, external id.
type Order uint8

// The orders. The best come first: high scores, few days left, seen recently;
// what is not known comes last.
const (
	ByAdoption Order = iota
	ByFit
	ByMean // of both scores
	ByDaysLeft
	ByLastSeen
)

// Orders lists the orders, the default first.
func Orders() []Order { return []Order{ByAdoption, ByFit, ByMean, ByDaysLeft, ByLastSeen} }

// String is "adoption", "fit", "mean", "left" or "seen".
func (o Order) String() string {
	switch o {
	case ByAdoption:
		return "adoption"
	case ByFit:
		return "fit"
	case ByMean:
		return "mean"
	case ByDaysLeft:
		return "left"
	case ByLastSeen:
		return "seen"
	}
	return "unknown"
}

// ParseOrder reads what [Order.String] prints, ignoring case.
func ParseOrder(s string) (Order, error) { return value.ParseEnum("order", s, Orders()) }

// MarshalText is the order's name.
func (o Order) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads an order as [ParseOrder] does.
func (o *Order) UnmarshalText(text []byte) (err error) {
	*o, err = ParseOrder(string(text))
	return err
}
