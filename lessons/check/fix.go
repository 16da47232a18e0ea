package check

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"skylab/engine"
)

// fix replaces the lines from first up to, not including, end.
type fix struct {
	path       string
	first, end int
	lines      []string
}

// Fix writes what the console blocks of the course in a folder really print,
// and returns the files that it changed. Nothing else is touched.
func Fix(dir string, config engine.Config) ([]string, error) {
	k := &checker{config: config}
	if err := k.load(os.DirFS(dir)); err != nil {
		return nil, err
	}
	for _, ch := range k.course.Chapters {
		k.consoles(ch)
	}
	slices.SortStableFunc(k.fixes, func(a, b fix) int {
		return cmp.Or(cmp.Compare(a.path, b.path), cmp.Compare(b.first, a.first)) // from the end of a file, so lines keep their numbers
	})
	var changed []string
	for _, f := range k.fixes {
		if err := f.write(dir); err != nil {
			return changed, err
		}
		if !slices.Contains(changed, f.path) {
			changed = append(changed, f.path)
		}
	}
	return changed, nil
}

// write puts the fix into its file, beside it first so that a full disk leaves
// the old one.
func (f fix) write(dir string) error {
	path := filepath.Join(dir, filepath.FromSlash(f.path))
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	newline := "\n"
	if strings.Contains(string(data), "\r\n") {
		newline = "\r\n"
	}
	lines := strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	if f.end > len(lines) {
		return fmt.Errorf("%s: the file changed meanwhile", f.path)
	}
	lines = slices.Replace(lines, f.first-1, f.end-1, f.lines...)
	tmp, err := os.CreateTemp(filepath.Dir(path), ".check-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // gone already after the rename
	if _, err := tmp.WriteString(strings.Join(lines, newline)); err != nil {
		tmp.Close()
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	if info, err := os.Stat(path); err == nil {
		if err := os.Chmod(tmp.Name(), info.Mode().Perm()); err != nil {
			return err
		}
	}
	return os.Rename(tmp.Name(), path)
}
