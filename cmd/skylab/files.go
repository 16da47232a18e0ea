package main

import (
	"errors"
	"fmt"
	"io"
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

// ReadFile is the content of a file. Devices and pipes are refused: a command
// would wait for them, and the screen with it.
func (d disk) ReadFile(p string) ([]byte, error) {
	path := d.path(p)
	if info, err := os.Stat(path); err == nil && !info.IsDir() && !info.Mode().IsRegular() && path != os.DevNull {
		return nil, errors.New("is a device or a pipe; only files are read")
	}
	return readFile(path, maxFile)
}

// maxFile bounds the files that are read: more than any package, object or save
// of a course has, and less than a machine has memory.
const maxFile = 256 << 20

// readFile is the content of a file of at most so many bytes.
func readFile(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(data)) > most {
		return nil, fmt.Errorf("has more than %d bytes", most)
	}
	return data, err
}

// WriteFile replaces the file in one step: what was there is whole until the
// new content is.
func (d disk) WriteFile(p string, data []byte) error { return replaceFile(d.path(p), data) }

func (d disk) ReadDir(p string) ([]os.DirEntry, error) { return os.ReadDir(d.path(p)) }
