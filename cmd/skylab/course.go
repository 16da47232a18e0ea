package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"skylab/content"
	"skylab/lessons"
)

// courseFiles is the folder of the course: the built-in one, or a teacher's.
func courseFiles(dir string) (fs.FS, error) {
	if dir == "" {
		return content.FS(), nil
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("there is no folder %s", dir)
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a file; a course is a folder", dir)
	}
	return os.DirFS(dir), nil
}

// openCourse reads the heads of the course's chapters. Chapters whose head is
// damaged are left out, and told by Damages; it is an error only if none is
// left.
func openCourse(o *options) (*lessons.Course, error) {
	files, err := courseFiles(o.course)
	if err != nil {
		return nil, err
	}
	course, err := lessons.Open(files)
	if course == nil || len(course.Chapters) == 0 {
		return nil, located(o.course, err)
	}
	return course, nil
}

// tellDamages says on standard error which chapters are left out, and why.
func tellDamages(h host, o *options, course *lessons.Course) {
	for _, d := range course.Damages {
		fmt.Fprintf(h.stderr, "skylab: left out: %v\n", located(o.course, d))
	}
}

// located puts the course's folder before the paths of damages, so that what
// is printed leads to the file.
func located(dir string, err error) error {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		var all []error
		for _, e := range several.Unwrap() {
			all = append(all, located(dir, e))
		}
		return errors.Join(all...)
	}
	if d, ok := err.(*lessons.Damage); ok && dir != "" {
		there := *d
		there.Path = filepath.Join(dir, filepath.FromSlash(d.Path))
		return &there
	}
	return err
}
