// Package forget erases an account and all that is known of it, also from what the
// file and its write-ahead log have of it in pages that are free. Start with [Account].
// What imports are to skip from then on is in forgood.go.
package forget
