//go:build !unix

package store

// writable assumes the best: the first write tells.
func writable(string) bool { return true }
