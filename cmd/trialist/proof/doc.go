// Package proof holds the command proof, which says whether the score predicts buying. It
// prints reports of scoring/proof and suggestions of scoring/suggest as tables, CSV, JSON
// (json.go) and as a page (page.go). Start with [New].
package proof
