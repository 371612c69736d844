package date

import (
	"fmt"
	"strings"
)

// Order is the order of day and month in dates such as 03/04/2026.
type Order uint8

// The orders. With UnknownOrder a column that can be read in both is an error.
const (
	UnknownOrder Order = iota
	DayFirst           // 03/04/2026 is the third of April
	MonthFirst         // 03/04/2026 is the fourth of March
)

// ParseOrder reads "dmy" or "mdy"; "" and "auto" are [UnknownOrder].
func ParseOrder(s string) (Order, error) {
	switch strings.ToLower(s) {
	case "", "auto":
		return UnknownOrder, nil
	case "dmy":
		return DayFirst, nil
	case "mdy":
		return MonthFirst, nil
	}
	return UnknownOrder, fmt.Errorf("%q is not an order of dates: say dmy (day first), mdy (month first) or auto", s)
}
