package clients

import (
	"bufio"
	"io"
	"regexp"
	"strings"
)

// lines reads a stream by lines.
type lines struct{ r *bufio.Reader }

func newLines(r io.Reader) *lines { return &lines{bufio.NewReader(r)} }

func (l *lines) next() (string, error) {
	text, err := l.r.ReadString('\n')
	return strings.TrimSuffix(text, "\n"), err
}

// differences are what versions of the CLI, and worlds whose time stands still
// between calls, may differ in.
var differences = []struct {
	what *regexp.Regexp
	with string
}{
	{regexp.MustCompile(`(?m)^aws: \[ERROR\]: `), ""},
	{regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`), "UUID"},
	{regexp.MustCompile(`20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:?00)`), "TIME"},
}

// plainly is an output without these differences.
func plainly(text string) string {
	for _, d := range differences {
		text = d.what.ReplaceAllString(text, d.with)
	}
	return strings.TrimSpace(text)
}
