package clients

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"
)

// disk gives the console the files of a folder that a shell works in, too.
type disk string

func (d disk) path(name string) string { return filepath.Join(string(d), filepath.FromSlash(name)) }

func (d disk) ReadFile(name string) ([]byte, error) { return os.ReadFile(d.path(name)) }

func (d disk) WriteFile(name string, data []byte) error {
	return os.WriteFile(d.path(name), data, 0o644)
}

func (d disk) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(d.path(name)) }

// placed writes a story's files into a new folder.
func placed(t *testing.T, files []txtar.File) disk {
	t.Helper()
	d := disk(t.TempDir())
	for _, f := range files {
		if err := os.MkdirAll(filepath.Dir(d.path(f.Name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := d.WriteFile(f.Name, f.Data); err != nil {
			t.Fatal(err)
		}
	}
	return d
}
