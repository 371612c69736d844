// Package zip reads what is packed in zip files: which files they hold, and their bytes,
// within bounds. Start with [Open].
//
// It knows nothing of what the files are about.
package zip
