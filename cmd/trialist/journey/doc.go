// Package journey holds the command journey, the way of trials through the milestones.
// Start with New.
package journey
