package live

import (
	"io/fs"
	"time"
)

// written is the folder entry of a file that a command wrote, or of a folder
// that came into being with it. It has no time: nothing in a lesson depends on
// the host's.
type written struct {
	name   string
	size   int64
	folder bool
}

func (w written) Name() string               { return w.name }
func (w written) Size() int64                { return w.size }
func (w written) IsDir() bool                { return w.folder }
func (w written) ModTime() time.Time         { return time.Time{} }
func (w written) Sys() any                   { return nil }
func (w written) Info() (fs.FileInfo, error) { return w, nil }
func (w written) Type() fs.FileMode          { return w.Mode().Type() }

func (w written) Mode() fs.FileMode {
	if w.folder {
		return fs.ModeDir | 0o755
	}
	return 0o644
}
