//go:build unix

package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestReplaceFileKeepsLinkAndMode(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "world.txtar"), filepath.Join(dir, "link")
	if err := os.WriteFile(file, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	if err := replaceFile(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(file); err != nil || string(data) != "new" {
		t.Errorf("the file holds %q, %v", data, err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is no link any more: %v, %v", info.Mode(), err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode is %v, %v", info.Mode(), err)
	}
	if rest, err := os.ReadDir(dir); err != nil || len(rest) != 2 {
		t.Errorf("left behind: %v, %v", rest, err)
	}
}

// TestReplaceFileFails holds that a file which cannot be replaced stays.
func TestReplaceFileFails(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(file, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := replaceFile(filepath.Join(file, "below"), []byte("new")); err == nil {
		t.Error("a file was made below a file")
	}
	if err := replaceFile(dir, []byte("new")); err == nil {
		t.Error("a folder was replaced by a file")
	}
	if data, err := os.ReadFile(file); err != nil || string(data) != "old" {
		t.Errorf("the file holds %q, %v", data, err)
	}
}
