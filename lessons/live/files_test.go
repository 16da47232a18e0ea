package live_test

import (
	"errors"
	"io/fs"
	"slices"
	"testing"

	"skylab/lessons/live"
)

func TestFilesKeepWhatIsWritten(t *testing.T) {
	f := live.NewFiles(course(), "ch")
	if data, err := f.ReadFile("./trust.json"); err != nil || string(data) != trust {
		t.Fatalf("trust.json: %v", err)
	}
	if err := f.WriteFile("out/a.json", []byte("{}")); err != nil {
		t.Fatal(err)
	}
	if err := f.WriteFile("trust.json", []byte("new")); err != nil {
		t.Fatal(err)
	}
	if data, _ := f.ReadFile("trust.json"); string(data) != "new" {
		t.Errorf("the course's file shows through: %q", data)
	}
	if got := f.Written(); !slices.Equal(got, []string{"out/a.json", "trust.json"}) {
		t.Errorf("written: %q", got)
	}
	if got := names(t, f, "."); !slices.Equal(got, []string{"functions/", "out/", "trust.json"}) {
		t.Errorf("the folder holds %q", got)
	}
	if got := names(t, f, "out"); !slices.Equal(got, []string{"a.json"}) {
		t.Errorf("out holds %q", got)
	}
}

func names(t *testing.T, f *live.Files, dir string) []string {
	t.Helper()
	list, err := f.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		if e.IsDir() {
			out = append(out, e.Name()+"/")
		} else {
			out = append(out, e.Name())
		}
	}
	return out
}

func TestFilesHaveNoWayOut(t *testing.T) {
	c := course()
	c["secret"] = c["ch/trust.json"]
	f := live.NewFiles(c, "ch")
	for _, path := range []string{"../secret", "/../secret", "a/../../secret"} {
		if _, err := f.ReadFile(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if err := f.WriteFile("functions", nil); err == nil {
		t.Error("a folder was overwritten")
	}
	if _, err := f.ReadDir("nowhere"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nowhere: %v", err)
	}
	if _, err := live.NewFiles(nil, "").ReadFile("x"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a course: %v", err)
	}
}
