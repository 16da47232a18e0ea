package main

import (
	"net/url"
	"os"
	"path/filepath"
	"sync"
)

// worldFolder keeps the worlds that the learner has changed as one readable
// file each, beside the record; "" keeps them in memory until the end.
type worldFolder struct {
	dir string

	mu     sync.Mutex
	memory map[string][]byte
}

// worldsBeside is the folder of the worlds that go with a record.
func worldsBeside(record string) string {
	if record == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(record), "worlds")
}

func newWorldFolder(dir string) *worldFolder {
	return &worldFolder{dir: dir, memory: map[string][]byte{}}
}

func (w *worldFolder) path(name string) string {
	return filepath.Join(w.dir, url.PathEscape(name)+".txtar")
}

// Load is the saved world of that name; false if there is none that can be
// read.
func (w *worldFolder) Load(name string) ([]byte, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.dir == "" {
		data, ok := w.memory[name]
		return data, ok
	}
	data, err := os.ReadFile(w.path(name))
	return data, err == nil
}

// Save replaces the world of that name in one step.
func (w *worldFolder) Save(name string, data []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.dir == "" {
		w.memory[name] = data
		return nil
	}
	if err := os.MkdirAll(w.dir, 0o700); err != nil {
		return err
	}
	return replaceFile(w.path(name), data)
}
