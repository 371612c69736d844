// Package ziptest makes zip files for tests. It knows nothing of this project.
package ziptest
