// Package parallel divides work among goroutines, one for each processor, and waits for
// them. It knows [progress] alone. Start with [Do].
package parallel
