// Package varint reads and writes unsigned numbers of variable length, as event
// logs and columns do by the million.
package varint
