// Package job has background work of which one runs at a time and only the newest
// answer counts. It knows nothing of this project.
package job
