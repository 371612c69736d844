// Package bitset holds [Bits], one bit per account: the answer to a condition
// over a whole workspace. Counting, intersecting and comparing answers is
// arithmetic on words of 64 accounts.
//
// It knows nothing but numbers. It is called bitset because math/bits is imported
// beside it.
package bitset
