// Package progress tells those who wait for long work how far it has come. The
// function to call travels in the context.
package progress
