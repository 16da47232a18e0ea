package main

import "runtime/debug"

// version is set by the release build.
var version = ""

// versionText is what --version says: the release, or for a build by hand what
// the Go command noted about the source.
func versionText() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}
