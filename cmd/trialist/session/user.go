package session

import (
	"os"
	"os/user"
	"strconv"
	"strings"

	"trialist/ui/clean"
)

// UserName returns who runs the program, as the history shows it: the user that the
// system knows the process by. The environment is not asked, as anybody sets it;
// TRIALIST_USER is taken, for accounts that several people share, and shown as what
// it is.
func UserName() string {
	if name := chosenName(); name != "" {
		return name + " (TRIALIST_USER)"
	}
	id := os.Getuid()
	if id < 0 { // not on this system
		if u, err := user.Current(); err == nil && u.Username != "" {
			return u.Username
		}
		return "unknown"
	}
	// Where the number has no name user.Current takes it from the environment.
	if u, err := user.LookupId(strconv.Itoa(id)); err == nil && u.Username != "" {
		return u.Username
	}
	return "user " + strconv.Itoa(id)
}

// chosenName is the name that the environment gives, "" for none.
func chosenName() string {
	return string(clean.Limit(strings.TrimSpace(os.Getenv("TRIALIST_USER")), maxUserName))
}

// OwnNames returns the names that who runs the program has as the owner of accounts,
// which people type: with what the history adds to it, and without.
func OwnNames() []string {
	names := []string{UserName()}
	if name := chosenName(); name != "" {
		names = append(names, name)
	}
	return names
}

// maxUserName is how much of a name is kept, in characters.
const maxUserName = 100
