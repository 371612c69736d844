// Package chart draws numbers as text: bars, dots, sparklines, histograms and
// shaded cells. Every drawing is a [theme.Line] of a known width. Its shape says
// what it means; colour only adds to it.
//
// It knows the theme and nothing of trials. Start with [Bar].
package chart
