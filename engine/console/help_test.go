package console

import (
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
)

// TestHelpFitsATerminal: no help is wider than 80 columns, of any operation.
func TestHelpFitsATerminal(t *testing.T) {
	s := prompt()
	lines := []string{"help", "aws help", "aws s3 help", "curl --help", "traffic help"}
	for _, op := range s.World().Operations() {
		if !op.Hidden {
			lines = append(lines, "aws "+op.Service+" help", "aws "+op.Service+" "+aws.Kebab(op.Name)+" help")
		}
	}
	for _, line := range lines {
		r := s.Exec(line, time.Hour)
		if r.Status != 0 || len(r.Stdout) == 0 {
			t.Errorf("%s: %d %s", line, r.Status, r.Stderr)
		}
		for l := range strings.Lines(string(r.Stdout)) {
			if width(strings.TrimRight(l, "\n")) > 80 {
				t.Errorf("%s: %q", line, l)
			}
		}
	}
}
