// Package forget erases an account and all that is known of it, including its traces in free
// pages of the file and of the write-ahead log. Start with [Account]. forgood.go keeps the
// ids that imports skip from then on.
package forget
