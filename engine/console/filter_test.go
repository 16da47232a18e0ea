package console

import (
	"testing"
	"time"
)

const fiveLines = "echo 'a.b\nA|B\nc+\n(d)\n[e]'"

// TestFilters holds that what stands behind a pipe answers as GNU's tools do.
func TestFilters(t *testing.T) {
	for _, c := range []struct {
		filter, out, err string
		status           int
	}{
		{"head -n 2", "a.b\nA|B\n", "", 0},
		{"head -n2", "a.b\nA|B\n", "", 0},
		{"head -2", "a.b\nA|B\n", "", 0},
		{"head -n 0", "", "", 0},
		{"head -n -3", "a.b\nA|B\n", "", 0},
		{"head -n -9", "", "", 0},
		{"tail -n 2", "(d)\n[e]\n", "", 0},
		{"tail -n 0", "", "", 0},
		{"tail -n +4", "(d)\n[e]\n", "", 0},
		{"tail -n +0 | wc -l", "5\n", "", 0},
		{"tail -n --5", "", "skylab: tail: invalid number of lines: '--5'\n", 2},
		{"head -n many", "", "skylab: head: invalid number of lines: 'many'\n", 2},
		{"tail a.txt", "", "skylab: usage: … | tail [-n LINES]\n", 2},
		{"grep a.b", "a.b\n", "", 0},
		{"grep 'a|b'", "", "", 1},
		{"grep -i 'a|b'", "A|B\n", "", 0},
		{`grep 'a\|c'`, "a.b\nc+\n", "", 0},
		{"grep -E 'a|c'", "a.b\nc+\n", "", 0},
		{"grep '^(d)$'", "(d)\n", "", 0},
		{`grep -E '^\(d\)$'`, "(d)\n", "", 0},
		{"grep c+", "c+\n", "", 0},
		{"grep '*'", "", "", 1},
		{`grep '[]\]'`, "[e]\n", "", 0},
		{"grep '^[[:alpha:]][^[:alpha:]]'", "a.b\nA|B\nc+\n", "", 0},
		{`grep '\<d\>'`, "(d)\n", "", 0},
		{"grep -n 'd\\|e'", "4:(d)\n5:[e]\n", "", 0},
		{"grep -o '[a-e]'", "a\nb\nc\nd\ne\n", "", 0},
		{"grep -vc '[a-e]'", "1\n", "", 0},
		{"grep -F '[e'", "[e]\n", "", 0},
		{"grep -q a", "", "", 0},
		{"grep '[e'", "", "skylab: grep: [e: this is no regular expression: missing closing ]; -F takes it as plain text\n", 2},
		{`grep 'a\'`, "", "skylab: grep: a\\: this is no regular expression: trailing backslash at end of expression; -F takes it as plain text\n", 2},
		{"grep -P a", "", "skylab: grep: -P is not here; these are: -c -E -F -i -n -o -q -v\n", 2},
		{"grep a a.txt", "", "skylab: usage: … | grep [-cEFinoqv] PATTERN\n", 2},
		{"sort -n", "", "skylab: usage: … | sort [-r|-u]\n", 2},
	} {
		r := prompt().Exec(fiveLines+" | "+c.filter, time.Hour)
		if string(r.Stdout) != c.out || string(r.Stderr) != c.err || r.Status != c.status {
			t.Errorf("%s: out %q err %q status %d\nwant out %q err %q status %d", c.filter, r.Stdout, r.Stderr, r.Status, c.out, c.err, c.status)
		}
	}
}
