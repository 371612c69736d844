package session

import "runtime/debug"

// Version returns the version of this module as the build recorded it, "(unknown)"
// when it did not.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(unknown)"
	}
	return info.Main.Version
}

// driverVersion returns the version of the SQLite driver, "(unknown)" when the build
// did not record it.
func driverVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, module := range info.Deps {
			if module.Path == "modernc.org/sqlite" {
				return module.Version
			}
		}
	}
	return "(unknown)"
}
