// Package job keeps track of background work that runs one at a time, and of which
// only the newest answer counts. It knows nothing of this project. Start with
// [Latest].
package job
