package progress

import (
	"errors"
	"path"
	"strings"
)

// Dir is the folder of the record: the flag if it was given, else
// $XDG_STATE_HOME/skylab on every system that sets it, else the platform's
// place: ~/.local/state/skylab, ~/Library/Application Support/skylab on macOS
// (darwin), %LocalAppData%\skylab on Windows. A relative XDG_STATE_HOME is
// ignored, as the XDG Base Directory Specification wants.
func Dir(flag string, getenv func(string) string, goos string) (string, error) {
	if flag != "" {
		return flag, nil
	}
	if state := getenv("XDG_STATE_HOME"); rooted(state, goos) {
		return join(goos, state, "skylab"), nil
	}
	if goos == "windows" {
		if local := getenv("LocalAppData"); local != "" {
			return join(goos, local, "skylab"), nil
		}
		return "", errors.New("progress: %LocalAppData% is not set: say where to keep it with --data DIR")
	}
	home := getenv("HOME")
	if home == "" {
		return "", errors.New("progress: $HOME is not set: say where to keep it with --data DIR")
	}
	if goos == "darwin" {
		return join(goos, home, "Library", "Application Support", "skylab"), nil
	}
	return join(goos, home, ".local", "state", "skylab"), nil
}

func rooted(dir, goos string) bool {
	if goos == "windows" {
		return len(dir) > 2 && dir[1] == ':' || strings.HasPrefix(dir, `\\`)
	}
	return path.IsAbs(dir)
}

// join is filepath.Join of the given system rather than of this one.
func join(goos string, parts ...string) string {
	if goos == "windows" {
		return strings.Join(parts, `\`)
	}
	return path.Join(parts...)
}
