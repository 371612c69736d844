// Package words says counts, times, scores, orders and touches as all screens say
// them. It knows the domain and the store's touches, and draws nothing.
package words
