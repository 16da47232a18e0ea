package transcript_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/transcript"
)

var update = flag.Bool("update", false, "rewrite the transcripts with the outputs that they have")

// stories are the transcripts of the whole engine: each is replayed in a fresh
// world and must give every byte.
func stories(t testing.TB) []string {
	paths, err := filepath.Glob("../testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no transcripts (%v)", err)
	}
	return paths
}

func TestStories(t *testing.T) {
	for _, path := range stories(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			script, err := transcript.Parse(data)
			if err != nil {
				t.Fatal(err)
			}
			w := engine.New(engine.Config{Seed: 7})
			r := transcript.Run(script, script.Session(w))
			if err := w.Check(); err != nil {
				t.Error(err)
			}
			if !r.Failed() {
				return
			}
			if !*update {
				t.Fatalf("%s differs; go test ./engine/transcript -update rewrites it\n%s", path, r.Diff())
			}
			if err := os.WriteFile(path, transcript.Update(script, r).Format(), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// What a story did can be saved and loaded, and is then the same world.
func TestStoriesSurviveSaving(t *testing.T) {
	for _, path := range stories(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		script, err := transcript.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		w := engine.New(engine.Config{Seed: 7})
		transcript.Run(script, script.Session(w))
		saved, err := transcript.Save(w)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		back, err := transcript.Load(saved, engine.Config{})
		if err != nil {
			t.Fatalf("%s: %v\n%s", path, err, saved)
		}
		if back.Hash() != w.Hash() {
			t.Errorf("%s: the loaded world differs", path)
		}
	}
}

const sample = `# A bucket comes and goes.

$ aws s3 mb s3://uploads
make_bucket: uploads

# The name is taken.
$ aws s3 rb s3://other
remove_bucket failed: nothing like that
? 1
$ echo one \
>   two
one two
$ wait 90s

# The end.
-- a.txt --
hello
`

func TestParseAndFormat(t *testing.T) {
	s, err := transcript.Parse([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Steps) != 4 || s.Steps[0].Want != "make_bucket: uploads\n" || s.Steps[1].Status != 1 || s.Steps[1].Line != 7 ||
		s.Steps[2].Command != "echo one \\\n  two" || s.Steps[3].Want != "" || len(s.Files) != 1 {
		t.Errorf("got %+v", s)
	}
	if got := string(s.Format()); got != sample {
		t.Errorf("formatted:\n%s", got)
	}
}

func TestDiffAndUpdate(t *testing.T) {
	s, err := transcript.Parse([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	w := engine.New(engine.Config{})
	r := transcript.Run(s, s.Session(w))
	want := "line 7: $ aws s3 rb s3://other\n-remove_bucket failed: nothing like that\n" +
		"+remove_bucket failed: s3://other An error occurred (NoSuchBucket) when calling the DeleteBucket operation: The specified bucket does not exist\n"
	if !r.Failed() || r.Diff() != want {
		t.Errorf("diff:\n%s\nwant\n%s", r.Diff(), want)
	}
	if w.Now().Since() != 90*time.Second {
		t.Errorf("%s passed", w.Now().Since())
	}
	fixed := transcript.Update(s, r)
	if again := transcript.Run(fixed, fixed.Session(engine.New(engine.Config{}))); again.Failed() {
		t.Errorf("after the update:\n%s", again.Diff())
	}
}

func TestParseErrorsNameTheLine(t *testing.T) {
	for text, want := range map[string]string{
		"nonsense\n":         `line 1: this is no command ($ …), status (? N) or comment (# …), and no command is above it: "nonsense"`,
		"$ echo a\na\n? x\n": `line 3: a status is a number from 0 to 255: "? x"`,
		"$ a\n? 1\nmore\n":   `line 3: this is no command ($ …), status (? N) or comment (# …), and no command is above it: "more"`,
	} {
		_, err := transcript.Parse([]byte(text))
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestLoadErrorsNameTheLine(t *testing.T) {
	const head = "skylab world 1\nseed 7\n\n"
	for text, want := range map[string]string{
		"":                                    "line 1: a saved world begins with `skylab world 1`: \"\"",
		"skylab world 1\n":                    "the save names no seed",
		"skylab world 1\nseed x\n":            "line 2: a seed is a whole number",
		"skylab world 1\nsead 1\n":            "line 2: unknown line before the first call",
		"skylab world 1\nseed 1\ntwin none\n": "line 3",
		head + "@ 0s\n":                       "line 5: a command ($ …) is due here",
		head + "@ 0s\n$ ls\n":                 "line 5: a saved call begins with aws",
		head + "@ 0s\n$ aws s3 mb x\n":        "line 5: there is no operation s3 mb",
		head + "@ 0s\n$ aws s3api create-bucket --bucket b\n":           "the save is cut short",
		head + "@ 1s\n$ aws s3api create-bucket --bucket b\n@ 0s end\n": "line 6: this is earlier than the call above",
		head + "@ soon end\n":          `line 4: "soon" is no time`,
		head + "@ -1s end\n":           `line 4: "-1s" is no time`,
		head + "@ 0s end\n@ 1s end\n":  "line 5: a time (@ …) is due here",
		head + "@ 0s by lesson\n$ x\n": "line 4: behind a time",
		head + "@ 0s\n$ aws s3api put-object --bucket b --key k --body none\n@ 0s end\n": "line 5",
		head + "@ 0s end\n-- files/1-x.b64 --\n!!\n":                                     "a file of the save is damaged",
	} {
		_, err := transcript.Load([]byte(text), engine.Config{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q:\n%v\nwant %s", text, err, want)
		}
	}
}

func TestSaveOfAnotherVersionIsReplayedWithAWarning(t *testing.T) {
	data := fmt.Sprintf("skylab world %d\nseed 7\n\n@ 0s by \"console\"\n$ aws s3api create-bucket --bucket uploads\n@ 1m0s end\n", engine.Version+1)
	w, err := transcript.Load([]byte(data), engine.Config{})
	var other *transcript.OtherVersion
	if !errors.As(err, &other) || other.Saved != engine.Version+1 || w == nil || len(w.Calls()) != 1 || w.Now().Since() != time.Minute {
		t.Errorf("got %v, %v", w, err)
	}
}

func FuzzTranscript(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte("skylab world 1\nseed 7\n\n@ 0s by \"console\"\n$ aws s3api create-bucket --bucket uploads\n@ 1m0s end\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<14 {
			return
		}
		if s, err := transcript.Parse(data); err == nil {
			text := s.Format()
			again, err := transcript.Parse(text)
			if err != nil || string(again.Format()) != string(text) {
				t.Errorf("%q formats to %q, which does not stay (%v)", data, text, err)
			}
		}
		if _, err := transcript.Load(data, engine.Config{}); err == nil && !strings.HasPrefix(string(data), "skylab world") {
			t.Errorf("%q loads", data)
		}
	})
}

func ExampleRun() {
	script, err := transcript.Parse([]byte("$ aws s3 mb s3://uploads\nmake_bucket: upload\n"))
	if err != nil {
		panic(err)
	}
	world := engine.New(engine.Config{Seed: 7})
	fmt.Print(transcript.Run(script, script.Session(world)).Diff())
	// Output:
	// line 1: $ aws s3 mb s3://uploads
	// -make_bucket: upload
	// +make_bucket: uploads
}
