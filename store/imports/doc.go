// Package imports lists what was imported into a workspace, and undoes the newest
// import.
package imports
