package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

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

// loadCourse opens the course. Chapters that are damaged are left out, and
// told by Damages; it is an error only if none is left.
func loadCourse(o *options) (*lessons.Course, error) {
	files, err := courseFiles(o.course)
	if err != nil {
		return nil, err
	}
	course, err := lessons.Load(files)
	if course == nil || len(course.Chapters) == 0 {
		if err == nil {
			err = errors.New("the course has no chapter")
		}
		return nil, err
	}
	return course, nil
}
