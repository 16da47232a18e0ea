package console

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing/fstest"
)

// Memory is Files kept in memory: for transcripts, tests and lessons.
type Memory struct{ files fstest.MapFS }

// NewMemory holds copies of the given files, by path.
func NewMemory(files map[string][]byte) *Memory {
	m := &Memory{files: fstest.MapFS{}}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		m.files[clean(name)] = &fstest.MapFile{Data: slices.Clone(files[name]), Mode: 0o644}
	}
	return m
}

// clean is the path as io/fs wants it: relative to one root, no dots.
func clean(name string) string {
	name = strings.TrimPrefix(path.Clean("/"+name), "/")
	if name == "" {
		return "."
	}
	return name
}

// ReadFile is the content of a file.
func (m *Memory) ReadFile(name string) ([]byte, error) {
	if f, ok := m.files[clean(name)]; ok && !f.Mode.IsDir() {
		return f.Data, nil
	}
	return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
}

// WriteFile makes or replaces a file; its folders come into being with it.
func (m *Memory) WriteFile(name string, data []byte) error {
	c := clean(name)
	if strings.HasSuffix(name, "/") || m.isDir(c) {
		return errIsDir
	}
	for dir := path.Dir(c); dir != "."; dir = path.Dir(dir) {
		if _, file := m.files[dir]; file {
			return fmt.Errorf("%s: not a directory", dir)
		}
	}
	m.files[c] = &fstest.MapFile{Data: slices.Clone(data), Mode: 0o644}
	return nil
}

func (m *Memory) isDir(c string) bool {
	if c == "." {
		return true
	}
	for name := range m.files {
		if strings.HasPrefix(name, c+"/") {
			return true
		}
	}
	return false
}

// ReadDir lists a folder by name.
func (m *Memory) ReadDir(name string) ([]fs.DirEntry, error) { return m.files.ReadDir(clean(name)) }

// Names are the paths of all files, sorted.
func (m *Memory) Names() []string { return slices.Sorted(maps.Keys(m.files)) }
