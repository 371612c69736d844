package view

import (
	"fmt"
	"slices"
	"strings"

	"trialist/scoring/rank"
	"trialist/scoring/value"
)

// Column is a column of the list.
type Column uint8

// The columns, in the order in which the list has them at first.
const (
	Rank Column = iota // the place in the ranking, and how it moved
	Qualified
	Name
	Adoption
	Fit
	Mean    // of both scores
	Journey // which signals of adoption are matched
	DaysLeft
	LastSeen
	Trend // of the adoption score over the trial
	Owner
	LastTouch
	Pace     // the share of finished trials that it is ahead of at the same day
	Class    // looker or builder
	Possible // the fit score that would be reached if what is missing were known
)

// columnNames are the columns as they are written and stored.
var columnNames = []string{
	Rank: "rank", Qualified: "qualified", Name: "name", Adoption: "adoption", Fit: "fit", Mean: "mean", Journey: "journey",
	DaysLeft: "left", LastSeen: "seen", Trend: "trend", Owner: "owner", LastTouch: "touch", Pace: "pace", Class: "class", Possible: "possible",
}

// Columns lists all columns.
func Columns() []Column {
	columns := make([]Column, len(columnNames))
	for i := range columns {
		columns[i] = Column(i)
	}
	return columns
}

// DefaultColumns are those shown until others are chosen: all but the mean, the pace,
// the class and the possible score.
func DefaultColumns() []Column {
	return slices.DeleteFunc(Columns(), func(c Column) bool { return c == Mean || c == Pace || c == Class || c == Possible })
}

// String is one word, such as "left".
func (c Column) String() string {
	if int(c) < len(columnNames) {
		return columnNames[c]
	}
	return "unknown"
}

// parseColumn reads what [Column.String] prints, ignoring case.
func parseColumn(s string) (Column, error) { return value.ParseEnum("column", s, Columns()) }

// FormatColumns joins columns with commas; "" for none.
func FormatColumns(columns []Column) string {
	words := make([]string, len(columns))
	for i, c := range columns {
		words[i] = c.String()
	}
	return strings.Join(words, ",")
}

// ParseColumns reads what [FormatColumns] prints. The name is always among the
// columns, as rows without one cannot be told apart.
func ParseColumns(s string) ([]Column, error) {
	if strings.TrimSpace(s) == "" {
		return nil, nil
	}
	var columns []Column
	for word := range strings.SplitSeq(s, ",") {
		c, err := parseColumn(word)
		if err != nil {
			return nil, err
		}
		if slices.Contains(columns, c) {
			return nil, fmt.Errorf("the column %s is there twice", c)
		}
		columns = append(columns, c)
	}
	if !slices.Contains(columns, Name) {
		return nil, fmt.Errorf("the column %s cannot be left out", Name)
	}
	return columns, nil
}

// Sort is a column to sort by, the best first.
type Sort struct {
	By      Column
	Reverse bool // the other way round; what is not known stays last
}

// Sorts lists what can be sorted by. The rank is not: it follows from the sort. Nor is
// the trend: it takes a look at all events of an account, too much for all of them. The
// class has two values: a filter says more.
func Sorts() []Column {
	return slices.DeleteFunc(Columns(), func(c Column) bool { return c == Rank || c == Trend || c == Class })
}

// DefaultSort is by adoption.
func DefaultSort() Sort { return Sort{By: Adoption} }

// String is the column, after a minus where it is reversed.
func (s Sort) String() string {
	if s.Reverse {
		return "-" + s.By.String()
	}
	return s.By.String()
}

// ParseSort reads what [Sort.String] prints.
func ParseSort(s string) (Sort, error) {
	word, reverse := strings.CutPrefix(strings.TrimSpace(s), "-")
	by, err := value.ParseEnum("sort", word, Sorts())
	return Sort{by, reverse}, err
}

// Order is the order of the ranking that the sort starts from. Accounts that are
// equal in the column are in its order, and places are those in it.
func (s Sort) Order() rank.Order {
	switch s.By {
	case Fit:
		return rank.ByFit
	case Mean:
		return rank.ByMean
	case DaysLeft:
		return rank.ByDaysLeft
	case LastSeen:
		return rank.ByLastSeen
	case Rank, Qualified, Name, Adoption, Journey, Trend, Owner, LastTouch, Pace, Class, Possible:
	}
	return rank.ByAdoption
}

// Ranks reports whether the ranking of [Sort.Order] is the sort itself, so that
// nothing has to be arranged.
func (s Sort) Ranks() bool {
	switch s.By {
	case Rank, Adoption, Fit, Mean, DaysLeft, LastSeen:
		return !s.Reverse
	case Qualified, Name, Journey, Trend, Owner, LastTouch, Pace, Class, Possible:
	}
	return false
}

// SortBy is the sort that an order of rankings is.
func SortBy(o rank.Order) Sort {
	switch o {
	case rank.ByFit:
		return Sort{By: Fit}
	case rank.ByMean:
		return Sort{By: Mean}
	case rank.ByDaysLeft:
		return Sort{By: DaysLeft}
	case rank.ByLastSeen:
		return Sort{By: LastSeen}
	case rank.ByAdoption:
	}
	return Sort{By: Adoption}
}
