// Package unfinished has the folders in which files are written until they are whole.
// Each lies beside the place of its file, and is locked by its process: what a killed
// process has left is known by that, and the next one to write there removes it.
//
// Start with [NewFolder]. The package knows no workspace.
package unfinished
