package clients

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

var fileb = regexp.MustCompile(`fileb://([\w./-]+)`)

// packed makes a command that names a folder, which the built-in console packs
// by itself, name a package of it.
func packed(t *testing.T, dir, command string) string {
	return fileb.ReplaceAllStringFunc(command, func(arg string) string {
		folder := fileb.FindStringSubmatch(arg)[1]
		if info, err := os.Stat(filepath.Join(dir, folder)); err != nil || !info.IsDir() {
			return arg
		}
		name := strings.ReplaceAll(folder, "/", "_") + ".zip"
		if err := os.WriteFile(filepath.Join(dir, name), pack(t, filepath.Join(dir, folder)), 0o644); err != nil {
			t.Fatal(err)
		}
		return "fileb://" + name
	})
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

// first tells whether the CLI is of version 1, which takes blobs as they are.
var first = sync.OnceValue(func() bool {
	out, _ := exec.Command("aws", "--version").CombinedOutput()
	return strings.HasPrefix(string(out), "aws-cli/1.")
})

var (
	blob   = regexp.MustCompile(`--payload ([A-Za-z0-9+/]+=*)( |$)`)
	format = regexp.MustCompile(` --cli-binary-format \S+`)
)

// inVersion writes a command of version 2 for the CLI at hand.
func inVersion(command string) string {
	if !first() {
		return command
	}
	if format.MatchString(command) {
		return format.ReplaceAllString(command, "")
	}
	return blob.ReplaceAllStringFunc(command, func(arg string) string {
		m := blob.FindStringSubmatch(arg)
		data, err := base64.StdEncoding.DecodeString(m[1])
		if err != nil {
			return arg
		}
		return "--payload " + quote(string(data)) + m[2]
	})
}
