package clients

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// packed makes a command that names a folder, which the built-in console packs
// by itself, name a package of it.
func packed(t *testing.T, dir disk, words []string) []string {
	words = slices.Clone(words)
	for i, w := range words {
		folder, is := strings.CutPrefix(w, "fileb://")
		if info, err := os.Stat(dir.path(folder)); !is || err != nil || !info.IsDir() {
			continue
		}
		name := strings.ReplaceAll(folder, "/", "_") + ".zip"
		if err := dir.WriteFile(name, pack(t, dir.path(folder))); err != nil {
			t.Error(err)
		}
		words[i] = "fileb://" + name
	}
	return words
}

// pack stores a folder's files as the console does: sorted, uncompressed, with
// one date.
func pack(t *testing.T, folder string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		f, err := z.CreateHeader(&zip.FileHeader{Name: filepath.ToSlash(name), Method: zip.Store, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// inVersion writes a command of version 2 for the CLI at hand: version 1 takes
// blobs as they are, where version 2 wants base64 unless told otherwise.
func inVersion(words []string) []string {
	if !first() {
		return words
	}
	if i := slices.Index(words, "--cli-binary-format"); i >= 0 && i+1 < len(words) {
		return slices.Delete(slices.Clone(words), i, i+2)
	}
	words = slices.Clone(words)
	for i := 1; i < len(words); i++ {
		if words[i-1] != "--payload" {
			continue
		}
		if data, err := base64.StdEncoding.DecodeString(words[i]); err == nil {
			words[i] = string(data)
		}
	}
	return words
}
