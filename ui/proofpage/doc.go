// Package proofpage writes the proof as one HTML page with charts, which needs nothing
// else to be shown and so can be sent to others. It knows reports and nothing of where
// they come from. Start with [Page].
package proofpage
