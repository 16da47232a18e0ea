package prompt

import "testing"

func TestPastedLinesBecomeOne(t *testing.T) {
	for text, want := range map[string]string{
		"s3 ls":                        "s3 ls",
		"aws s3 ls\n":                  "aws s3 ls",
		"aws s3 mb \\\n  s3://one\n":   "aws s3 mb   s3://one",
		"# first\na\r\n\r\nb\r\n":      "a; b",
		"a 'b\nc' d\ne":                "a 'b\nc' d; e",
		"a && \\\nb":                   "a && b",
		"a \\":                         "a \\",
		"aws lambda invoke \\\n--x 'y": "aws lambda invoke --x 'y\n",
	} {
		if got := joined(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
