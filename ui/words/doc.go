// Package words formats counts, times, scores, orders and touches as text, the same
// way for all screens. It knows the domain and the touches of the store, and draws
// nothing. Start with words.go.
package words
