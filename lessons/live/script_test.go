package live_test

import (
	"testing"

	"skylab/lessons/live"
)

func TestParseScript(t *testing.T) {
	s := live.ParseScript("\n# none\naws s3 ls\n  aws s3 mb \\\n    s3://a\nwait 1s\necho 'a\n#b'\n'", live.Pos{Path: "x.md", Line: 10})
	want := live.Script{
		{Text: "aws s3 ls", Note: "none", Pos: live.Pos{Path: "x.md", Line: 12}},
		{Text: "aws s3 mb \\\n    s3://a", Pos: live.Pos{Path: "x.md", Line: 13}},
		{Text: "wait 1s", Pos: live.Pos{Path: "x.md", Line: 15}},
		{Text: "echo 'a\n#b'", Pos: live.Pos{Path: "x.md", Line: 16}},
		{Text: "'", Pos: live.Pos{Path: "x.md", Line: 18}},
	}
	if len(s) != len(want) {
		t.Fatalf("got %d commands: %q", len(s), s)
	}
	for i := range want {
		if s[i] != want[i] {
			t.Errorf("command %d is %+v, want %+v", i, s[i], want[i])
		}
	}
	if len(live.ParseScript("", live.Pos{})) != 0 {
		t.Error("an empty text has commands")
	}
}
