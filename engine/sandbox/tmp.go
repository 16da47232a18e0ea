package sandbox

import (
	"path"
	"slices"
	"strings"
)

// Tmp is the file system under /tmp. It belongs to an execution environment
// rather than to a VM: a runtime that is started anew finds its files again.
// The zero value is empty.
type Tmp struct {
	entries map[string]*entry // by path below /tmp; folders too
	used    int64
}

type entry struct {
	folder  bool
	content []byte
	changed int64 // virtual unix nanoseconds
}

// fsError is an error of the file system: its code in Node.js.
type fsError string

// errnos are Linux's, negated as Node.js has them, with the texts of libuv.
func (e fsError) errno() (int, string) {
	switch e {
	case "ENOENT":
		return -2, "no such file or directory"
	case "EEXIST":
		return -17, "file already exists"
	case "ENOTDIR":
		return -20, "not a directory"
	case "EISDIR":
		return -21, "illegal operation on a directory"
	case "ENOSPC":
		return -28, "no space left on device"
	case "EROFS":
		return -30, "read-only file system"
	case "ENOTEMPTY":
		return -39, "directory not empty"
	}
	return -22, "invalid argument"
}

// touched tells whether anything was ever written.
func (t *Tmp) touched() bool { return t.entries != nil }

// Used is how many bytes the files hold.
func (t *Tmp) Used() int64 { return t.used }

// Files lists the files below /tmp, sorted, for display.
func (t *Tmp) Files() []string {
	var names []string
	for name, e := range t.entries {
		if !e.folder {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (t *Tmp) lookup(name string) *entry {
	if name == "." {
		return &entry{folder: true}
	}
	return t.entries[name]
}

// write makes or replaces a file, or adds to it, within size bytes in all.
func (t *Tmp) write(name string, content []byte, add bool, size, now int64) fsError {
	if parent := t.lookup(path.Dir(name)); parent == nil {
		return "ENOENT"
	} else if !parent.folder {
		return "ENOTDIR"
	}
	old := t.lookup(name)
	if old != nil && old.folder {
		return "EISDIR"
	}
	if old == nil {
		old = &entry{}
	}
	grow := int64(len(content))
	if !add {
		grow -= int64(len(old.content))
	}
	if t.used+grow > size {
		return "ENOSPC"
	}
	if t.entries == nil {
		t.entries = map[string]*entry{}
	}
	if !add {
		old.content = nil
	}
	old.content, old.changed = append(old.content, content...), now
	t.used += grow
	t.entries[name] = old
	return ""
}

// mkdir makes a folder, and with parents those above it.
func (t *Tmp) mkdir(name string, parents bool, now int64) fsError {
	switch e := t.lookup(name); {
	case e != nil && e.folder && parents:
		return ""
	case e != nil:
		return "EEXIST"
	}
	dir := path.Dir(name)
	switch e := t.lookup(dir); {
	case e == nil && !parents:
		return "ENOENT"
	case e != nil && !e.folder:
		return "ENOTDIR"
	case e == nil:
		if err := t.mkdir(dir, true, now); err != "" {
			return err
		}
	}
	if t.entries == nil {
		t.entries = map[string]*entry{}
	}
	t.entries[name] = &entry{folder: true, changed: now}
	return ""
}

// children are the names directly in a folder, sorted.
func (t *Tmp) children(dir string) []string {
	names := []string{}
	for name := range t.entries {
		if path.Dir(name) == dir {
			names = append(names, path.Base(name))
		}
	}
	slices.Sort(names)
	return names
}

// remove takes away a file, an empty folder, or with all whatever is below.
func (t *Tmp) remove(name string, folder, all bool) fsError {
	e := t.lookup(name)
	switch {
	case e == nil:
		return "ENOENT"
	case name == ".":
		return "ENOTEMPTY"
	case folder && !e.folder && !all:
		return "ENOTDIR"
	case !folder && e.folder && !all:
		return "EISDIR"
	case e.folder && !all && len(t.children(name)) > 0:
		return "ENOTEMPTY"
	}
	for other, e := range t.entries {
		if other == name || strings.HasPrefix(other, name+"/") {
			t.used -= int64(len(e.content))
			delete(t.entries, other)
		}
	}
	return ""
}

// rename moves a file or a folder with what is in it.
func (t *Tmp) rename(from, to string) fsError {
	e, target := t.lookup(from), t.lookup(to)
	switch parent := t.lookup(path.Dir(to)); {
	case e == nil || parent == nil || from == ".":
		return "ENOENT"
	case !parent.folder:
		return "ENOTDIR"
	case strings.HasPrefix(to, from+"/"):
		return "EINVAL"
	case from == to:
		return ""
	case target != nil && target.folder:
		return "EISDIR"
	case target != nil:
		t.remove(to, false, false)
	}
	var below []string
	for other := range t.entries {
		if strings.HasPrefix(other, from+"/") {
			below = append(below, other)
		}
	}
	for _, other := range append(below, from) {
		t.entries[to+other[len(from):]] = t.entries[other]
		delete(t.entries, other)
	}
	return ""
}
