// Package progress carries word of how far long work has come from those who do
// it to those who wait for it.
package progress
