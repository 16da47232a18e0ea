package main

import (
	"os"
	"path/filepath"
)

// disk gives the console's commands the learner's real files. Paths are
// relative to the folder in which skylab was started; ~ is the home folder.
type disk struct{}

func (disk) path(p string) string {
	if rest, ok := cutHome(p); ok {
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, rest)
		}
	}
	return filepath.FromSlash(p)
}

func cutHome(p string) (string, bool) {
	if p == "~" {
		return "", true
	}
	if len(p) > 1 && p[0] == '~' && p[1] == '/' {
		return p[2:], true
	}
	return "", false
}

func (d disk) ReadFile(p string) ([]byte, error) { return os.ReadFile(d.path(p)) }

// WriteFile replaces the file in one step: what was there is whole until the
// new content is.
func (d disk) WriteFile(p string, data []byte) error { return replaceFile(d.path(p), data) }

func (d disk) ReadDir(p string) ([]os.DirEntry, error) { return os.ReadDir(d.path(p)) }
