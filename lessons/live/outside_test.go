package live

import (
	"testing"
	"testing/fstest"

	"skylab/engine/console"
)

func TestOwnFilesAreReadBesideTheCoursesAndNeverWritten(t *testing.T) {
	disk := console.NewMemory(map[string][]byte{"mine.txt": []byte("mine"), "both.txt": []byte("disk")})
	f := NewFiles(fstest.MapFS{"ch/both.txt": {Data: []byte("course")}}, "ch")
	if _, err := f.ReadFile("mine.txt"); err == nil {
		t.Error("a file of the disk was read though nobody let it")
	}
	f.Outside = disk
	for name, want := range map[string]string{"mine.txt": "mine", "both.txt": "course"} {
		if data, err := f.ReadFile(name); err != nil || string(data) != want {
			t.Errorf("%s is %q, %v; want %q", name, data, err, want)
		}
	}
	if err := f.WriteFile("mine.txt", []byte("changed")); err != nil {
		t.Fatal(err)
	}
	if data, _ := disk.ReadFile("mine.txt"); string(data) != "mine" {
		t.Errorf("the disk was written to: %q", data)
	}
	if data, _ := f.ReadFile("mine.txt"); string(data) != "changed" {
		t.Errorf("what was written is not read: %q", data)
	}
}
