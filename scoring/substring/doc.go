// Package substring finds a text in others by the byte of it that is rarest in
// them.
//
// bytes.Index goes by the first byte of what it looks for. It stops at every "o"
// of an e-mail address on its way to an "outlook", and at every id that begins as
// most ids do. With the rarest byte three alternatives take 15 ms in a million
// addresses instead of 90.
package substring
