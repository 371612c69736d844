// Package signals holds the command signals and those beneath it. Start with New.
package signals
