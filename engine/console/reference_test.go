package console

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// reference holds what the AWS CLI 1.45.11 itself, Python's json and difflib
// and PyYAML with the YAML 1.2 resolver of ruamel.yaml made of a set of inputs:
// layouts and messages are compared with theirs, byte by byte.
type reference struct {
	Formats []struct {
		Value                   json.RawMessage
		JSON, Text, Table, YAML *string
	}
	Shorthand, JSON []struct {
		In, Error string
		Value     json.RawMessage
	}
	Close []struct {
		Word           string
		Choices, Close []string
	}
}

func load(t *testing.T) reference {
	data, err := os.ReadFile("testdata/awscli.json")
	if err != nil {
		t.Fatal(err)
	}
	var r reference
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

func tree(t *testing.T, raw []byte) any {
	v, err := parseJSON(string(raw))
	if err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return v
}

func TestLayoutsAreTheCLIs(t *testing.T) {
	for _, c := range load(t).Formats {
		v := tree(t, c.Value)
		check := func(name string, want *string, write func(*bytes.Buffer)) {
			var b bytes.Buffer
			write(&b)
			if want != nil && b.String() != *want {
				t.Errorf("%s of %s:\n%s\nwant:\n%s", name, compact(v), b.String(), *want)
			}
		}
		check("json", c.JSON, func(b *bytes.Buffer) { writeJSON(b, v) })
		check("text", c.Text, func(b *bytes.Buffer) { writeText(b, v) })
		check("yaml", c.YAML, func(b *bytes.Buffer) { writeYAML(b, v) })
		check("table", c.Table, func(b *bytes.Buffer) {
			if err := writeTable(b, "TheTitle", v); err != nil {
				b.WriteString(err.Error())
			}
		})
	}
}

func TestShorthandIsTheCLIs(t *testing.T) {
	for _, c := range load(t).Shorthand {
		got, err := parseShorthand(c.In, func(v string) (any, error) { return v, nil })
		switch {
		case err != nil:
			if err.Error() != c.Error {
				t.Errorf("%q:\n%v\nwant\n%s", c.In, err, c.Error+string(c.Value))
			}
		case c.Error != "":
			t.Errorf("%q gives %s, want the error %s", c.In, compact(got), c.Error)
		case compact(got) != compact(tree(t, c.Value)):
			t.Errorf("%q gives %s, want %s", c.In, compact(got), c.Value)
		}
	}
}

func TestJSONErrorsArePythons(t *testing.T) {
	for _, c := range load(t).JSON {
		got, err := parseJSON(c.In)
		switch {
		case err != nil:
			if err.Error() != c.Error {
				t.Errorf("%q: %v, want %s", c.In, err, c.Error)
			}
		case c.Error != "":
			t.Errorf("%q gives %s, want the error %s", c.In, compact(got), c.Error)
		case compact(got) != compact(tree(t, c.Value)):
			t.Errorf("%q gives %s, want %s", c.In, compact(got), c.Value)
		}
	}
}

func TestCloseMatchesAreDifflibs(t *testing.T) {
	for _, c := range load(t).Close {
		if got := closeMatches(c.Word, c.Choices, 3, 0.8); !slices.Equal(got, c.Close) {
			t.Errorf("%s: %v, want %v", c.Word, got, c.Close)
		}
	}
}
