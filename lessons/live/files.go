package live

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// Files is the folder of a chapter as a world's commands see it: what they
// write is kept in memory over it, so a lesson never touches a disk. A nil
// base is an empty folder.
type Files struct {
	// Outside is where a file is looked for that neither the course nor a
	// command has made: the learner's own disk. It is only ever read. Nil is
	// nowhere, so that a course proves itself without it.
	Outside interface {
		ReadFile(path string) ([]byte, error)
		ReadDir(path string) ([]fs.DirEntry, error)
	}

	base    fs.FS
	dir     string
	written map[string][]byte
}

// NewFiles is the folder dir of base with nothing written to it.
func NewFiles(base fs.FS, dir string) *Files {
	return &Files{base: base, dir: dir, written: map[string][]byte{}}
}

// clean is the path within the folder: no root, no dots, nothing above it.
func clean(name string) string {
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

func (f *Files) place(c string) string { return path.Join(f.dir, c) }

var errFolder = errors.New("is a directory")

// ReadFile is the content of a file, as written last.
func (f *Files) ReadFile(name string) ([]byte, error) {
	c := clean(name)
	if data, ok := f.written[c]; ok {
		return data, nil
	}
	var err error = &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	if f.base != nil && c != "" {
		var data []byte
		if data, err = fs.ReadFile(f.base, f.place(c)); err == nil {
			return data, nil
		}
	}
	if f.Outside != nil && errors.Is(err, fs.ErrNotExist) {
		return f.Outside.ReadFile(name)
	}
	return nil, err
}

// WriteFile keeps data as the file's content.
func (f *Files) WriteFile(name string, data []byte) error {
	c := clean(name)
	if c == "" || strings.HasSuffix(name, "/") || f.folder(c) {
		return &fs.PathError{Op: "open", Path: name, Err: errFolder}
	}
	f.written[c] = slices.Clone(data)
	return nil
}

func (f *Files) folder(c string) bool {
	_, found := f.list(c)
	return found
}

// ReadDir lists a folder by name: what the course has and what was written.
func (f *Files) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, found := f.list(clean(name))
	if !found && f.Outside != nil {
		return f.Outside.ReadDir(name)
	}
	if !found {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	var out []fs.DirEntry
	for _, n := range slices.Sorted(maps.Keys(entries)) {
		out = append(out, entries[n])
	}
	return out, nil
}

// list is a folder of the course with what was written into it.
func (f *Files) list(c string) (entries map[string]fs.DirEntry, found bool) {
	entries = map[string]fs.DirEntry{}
	found = c == ""
	if f.base != nil {
		if list, err := fs.ReadDir(f.base, f.place(c)); err == nil {
			found = true
			for _, e := range list {
				entries[e.Name()] = e
			}
		}
	}
	for _, p := range slices.Sorted(maps.Keys(f.written)) {
		rest, in := strings.CutPrefix(p, c+"/")
		if c == "" {
			rest, in = p, true
		}
		if !in {
			continue
		}
		found = true
		first, _, deeper := strings.Cut(rest, "/")
		entries[first] = written{first, int64(len(f.written[p])), deeper}
	}
	return entries, found
}

// Written are the paths of what commands wrote, sorted.
func (f *Files) Written() []string { return slices.Sorted(maps.Keys(f.written)) }
