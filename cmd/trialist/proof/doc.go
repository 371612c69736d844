// Package proof holds the command proof, which says whether the score predicts buying.
// Start with New.
package proof
