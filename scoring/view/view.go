package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"trialist/scoring/filter"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// View is a named way to look at the list.
type View struct {
	Name    string   // unique among the views, ignoring case
	Filter  string   // as on the filter line; "" for all
	Sort    Sort     // at first
	Columns []Column // from left to right; nil for the usual ones
}

// Limits of views.
const (
	MaxViews   = 100
	maxNameLen = 60 // in characters
)

// Defaults are the views that there are until one is changed.
func Defaults() []View {
	return []View{
		{Name: "Mine", Filter: "owner:" + filter.Me, Sort: DefaultSort()},
		{Name: "Qualified and uncontacted", Filter: "qualified untouched", Sort: DefaultSort()},
		{Name: "Ends within 3 days", Filter: "left<=3", Sort: Sort{By: DaysLeft}},
		{Name: "Slipping", Filter: "adoption>=50 seen>3", Sort: Sort{By: LastSeen}},
	}
}

// Validate says what is wrong with a view. The error is a [value.FieldError].
func (v View) Validate() error {
	wrong := func(field, format string, args ...any) error {
		return &value.FieldError{Field: field, Message: fmt.Sprintf(format, args...)}
	}
	switch {
	case v.Name == "" || v.Name != strings.TrimSpace(v.Name):
		return wrong("name", "a view needs a name, without blanks around it")
	case utf8.RuneCountInString(v.Name) > maxNameLen:
		return wrong("name", "the name of a view has at most %d characters", maxNameLen)
	case strings.ContainsFunc(v.Name, rulebook.IsUnprintable):
		return wrong("name", "the name has a character that cannot be printed")
	}
	if _, err := filter.Parse(v.Filter); err != nil {
		return wrong("filter", "%v", err)
	}
	if !slices.Contains(Sorts(), v.Sort.By) {
		return wrong("sort", "nothing can be sorted by %s", v.Sort.By)
	}
	if len(v.Columns) > 0 {
		if _, err := ParseColumns(FormatColumns(v.Columns)); err != nil {
			return wrong("columns", "%v", err)
		}
	}
	return nil
}

// Equal reports whether two views are the same, the name aside.
func (v View) Equal(o View) bool {
	return v.Filter == o.Filter && v.Sort == o.Sort && slices.Equal(v.ShownColumns(), o.ShownColumns())
}

// ShownColumns is the columns that the view has.
func (v View) ShownColumns() []Column {
	if len(v.Columns) == 0 {
		return DefaultColumns()
	}
	return v.Columns
}

// Find is the index of the view with the name, ignoring case, or -1.
func Find(views []View, name string) int {
	return slices.IndexFunc(views, func(v View) bool { return strings.EqualFold(v.Name, strings.TrimSpace(name)) })
}

// Named is the index of the view with the name, ignoring case. The error says which may
// have been meant.
func Named(views []View, name string) (int, error) {
	if at := Find(views, name); at >= 0 {
		return at, nil
	}
	names := make([]string, len(views))
	for i, v := range views {
		names[i] = v.Name
	}
	meant := value.ClosestNames(name, names)
	for i := range meant {
		meant[i] = strconv.Quote(meant[i])
	}
	if len(meant) > 0 {
		return -1, fmt.Errorf("there is no view named %q; did you mean %s?", value.Truncate(name), value.JoinList(meant, "or"))
	}
	return -1, fmt.Errorf("there is no view named %q; trialist views lists those there are", value.Truncate(name))
}

// Check says what is wrong with a list of views. The error is a [value.FieldError].
func Check(views []View) error {
	if len(views) > MaxViews {
		return &value.FieldError{Field: "views", Message: fmt.Sprintf("there can be %d views at most", MaxViews)}
	}
	for i, v := range views {
		if err := v.Validate(); err != nil {
			return value.PrefixField(fmt.Sprintf("views[%d]", i), err)
		}
		if Find(views, v.Name) != i {
			return &value.FieldError{Field: fmt.Sprintf("views[%d].name", i), Message: fmt.Sprintf("there is a view named %q already", v.Name)}
		}
	}
	return nil
}
