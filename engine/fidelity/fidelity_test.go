package fidelity_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"skylab/engine/fidelity"
)

var update = flag.Bool("update", false, "rewrite docs/fidelity.md")

func TestRules(t *testing.T) {
	seen := map[string]bool{}
	statuses := []fidelity.Status{fidelity.Exact, fidelity.DocumentedRange, fidelity.Simplified, fidelity.Assumption}
	form := regexp.MustCompile(`^[a-z0-9]+\.[a-z0-9-]+$`)
	for _, r := range fidelity.All() {
		if seen[r.ID] {
			t.Errorf("%s is there twice", r.ID)
		}
		seen[r.ID] = true
		if !form.MatchString(r.ID) {
			t.Errorf("%q is not service.rule-in-words", r.ID)
		}
		if r.Rule == "" || r.Source == "" || !slices.Contains(statuses, r.Status) {
			t.Errorf("%s lacks a rule, a source or a status", r.ID)
		}
		if _, err := time.Parse("2006-01-02", r.Date); err != nil {
			t.Errorf("%s: date: %v", r.ID, err)
		}
		if got, ok := fidelity.Lookup(r.ID); !ok || got != r {
			t.Errorf("Lookup(%q) = %v, %v", r.ID, got, ok)
		}
	}
	if _, ok := fidelity.Lookup("s3.nothing"); ok {
		t.Error("Lookup finds a rule that is not there")
	}
}

// TestCitations holds every "fidelity: id" in the engine to the register, and
// every rule of the services to a place in the code.
func TestCitations(t *testing.T) {
	cited := map[string]bool{}
	citation := regexp.MustCompile(`// fidelity: (\S+)`)
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasPrefix(path, filepath.Join("..", "fidelity")) {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range citation.FindAllStringSubmatch(string(data), -1) {
			cited[m[1]] = true
			if _, ok := fidelity.Lookup(m[1]); !ok {
				t.Errorf("%s cites %q, which is not in the register", path, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(cited) == 0 {
		t.Fatal("nothing in the engine cites a rule: is the test in the right place?")
	}
	for _, r := range fidelity.All() {
		if !cited[r.ID] {
			t.Errorf("no code cites %s: the rule is not modelled, or its place not marked", r.ID)
		}
	}
}

func TestPage(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "fidelity.md")
	want := fidelity.Markdown()
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("docs/fidelity.md is not what the register says; run go test ./engine/fidelity -update")
	}
}
