package repeats

import "fmt"

// Keep says which of several rows of one account counts where they disagree and no
// date says which is newer.
type Keep uint8

// What to keep. KeepNewest refuses a file that does not say which row that is.
const (
	KeepNewest Keep = iota
	KeepFirst
	KeepLast
)

// ParseKeep reads "first" or "last"; "" is [KeepNewest].
func ParseKeep(s string) (Keep, error) {
	switch s {
	case "":
		return KeepNewest, nil
	case "first":
		return KeepFirst, nil
	case "last":
		return KeepLast, nil
	}
	return KeepNewest, fmt.Errorf("%q is not a row to keep: say first or last", s)
}
