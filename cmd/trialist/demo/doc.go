// Package demo holds the command demo, which makes a workspace or CSV files of made-up
// data. Start with New.
package demo
