// Package proofpage writes the proof as one self-contained HTML page with charts, to be sent
// to others. words.go has the texts that the tables of the command line share. It knows
// reports, and nothing of where they come from. Start with [Page].
package proofpage
