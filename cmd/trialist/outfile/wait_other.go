//go:build !unix

package outfile

// withoutWaiting is nothing where pipes have no place among files.
const withoutWaiting = 0

func isUnread(error) bool { return false }
