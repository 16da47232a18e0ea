package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"skylab/engine"
	"skylab/lessons/check"
)

// fixCourse writes what console blocks print into the chapters of the folder,
// and says which files it changed.
func fixCourse(h host, dir string) error {
	if dir == "" {
		return errors.New("--fix needs the folder of the course; the built-in one is part of the program")
	}
	if _, err := courseFiles(dir); err != nil {
		return err
	}
	changed, err := check.Fix(dir, engine.Config{Runner: watchdog})
	for _, f := range changed {
		fmt.Fprintln(h.out, "wrote", filepath.Join(dir, filepath.FromSlash(f)))
	}
	return located(dir, err)
}
