// Package proof is the tab that says whether the score predicts who converts. screen.go
// has its state, fetch.go makes what it shows, view.go puts the parts together, and each
// part has a file of its own.
package proof
