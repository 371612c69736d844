// Package zip reads zip files within limits that keep zip bombs from filling memory or disk.
// It knows nothing of what the files contain. Start with [Open].
package zip
