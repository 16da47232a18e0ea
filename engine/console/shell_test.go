package console

import (
	"strings"
	"testing"
	"time"

	"skylab/engine"
)

// at is a prompt in a fresh world with a few files.
func prompt() *Session {
	return New(engine.New(engine.Config{Seed: 7}), NewMemory(map[string][]byte{
		"a.txt":       []byte("one\ntwo\nthree\n"),
		"dir/b.txt":   []byte("b"),
		"dir/c/d.txt": []byte("d"),
		"trust.json":  []byte(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`),
		"bad.json":    []byte(`{"a":}`),
		"binary":      {0xff, 0xfe, 0},
	}))
}

func TestShell(t *testing.T) {
	cases := []struct {
		line, out, err string
		status         int
	}{
		{"echo hello world", "hello world\n", "", 0},
		{"echo 'a  b' \"c  d\" e\\ f", "a  b c  d e f\n", "", 0},
		{`echo "a\"b\\c\$d" 'it'\''s'`, `a"b\c$d it's` + "\n", "", 0},
		{"echo a # not b", "a\n", "", 0},
		{"echo a#b", "a#b\n", "", 0},
		{"# only a comment", "", "", 0},
		{"", "", "", 0},
		{"echo a \\\n b", "a b\n", "", 0},
		{"echo a; echo b", "a\nb\n", "", 0},
		{"echo a && echo b || echo c", "a\nb\n", "", 0},
		{"cat no && echo b", "", "cat: no: No such file or directory\n", 1},
		{"cat no || echo b", "b\n", "cat: no: No such file or directory\n", 0},
		{"cat no; echo $?", "1\n", "cat: no: No such file or directory\n", 0},
		{"X=1 ; echo $X ${X}2 \"$X\" '$X' $", "1 12 1 $X $\n", "", 0},
		{"X='a b'; echo $X | wc -c; echo \"$X\"", "4\na b\n", "", 0},
		{"X=$(echo a; echo b); echo \"$X\"", "a\nb\n", "", 0},
		{"echo $(echo $(echo deep))", "deep\n", "", 0},
		{"echo x$(echo a b)y", "xa by\n", "", 0},
		{"echo \"[$(echo a b)]\" '$(x)'", "[a b] $(x)\n", "", 0},
		{"X=$(cat no); echo $?$X", "1\n", "cat: no: No such file or directory\n", 0},
		{"cat a.txt | grep t | head -n 1", "two\n", "", 0},
		{"cat a.txt | grep -v t", "one\n", "", 0},
		{"cat a.txt | grep -c T", "0\n", "", 1},
		{"cat a.txt | grep -ci T", "2\n", "", 0},
		{"cat a.txt | tail -1", "three\n", "", 0},
		{"cat a.txt | sort -r | wc -l", "3\n", "", 0},
		{"echo aGVsbG8= | base64 -d", "hello", "", 0},
		{"echo hello, world | base64 -w0", "aGVsbG8sIHdvcmxkCg==\n", "", 0},
		{"echo hello, world | base64 --wrap=8", "aGVsbG8s\nIHdvcmxk\nCg==\n", "", 0},
		{"echo hello, world | base64 -w 20", "aGVsbG8sIHdvcmxkCg==\n", "", 0},
		{"echo hello | base64 -w some", "", "skylab: base64: invalid wrap size: ‘some’\n", 2},
		{"echo hello | base64", "aGVsbG8K\n", "", 0},
		{"echo ! | base64 -d", "", "base64: invalid input\n", 1},
		{"echo a > f; echo b >> f; cat f", "a\nb\n", "", 0},
		{"cat no 2> e; cat e", "cat: no: No such file or directory\n", "", 0},
		{"cat no 2>&1 | grep -c file", "1\n", "", 0},
		{"cat no a.txt > /dev/null 2>&1", "", "", 1},
		{"ls", "a.txt\nbad.json\nbinary\ndir/\ntrust.json\n", "", 0},
		{"ls dir", "b.txt\nc/\n", "", 0},
		{"ls nowhere", "", "ls: cannot access 'nowhere': No such file or directory\n", 2},
		{"cat dir", "", "cat: dir: Is a directory\n", 1},
		{"exit 3; echo no", "", "", 3},
		{"nonsense", "", "skylab: nonsense: command not found (help lists the commands)\n", 127},
		{"grep a a.txt", "", "skylab: grep: command not found (it stands behind a pipe only: cat FILE | grep)\n", 127},
		{"pwd", "", "skylab: pwd: command not found (paths are as typed; there is no current folder)\n", 127},
		{"lambda list-functions", "", "skylab: lambda: command not found (did you mean aws lambda?)\n", 127},
		{"exit 12abc", "", "usage: exit [STATUS], a number from 0 to 255\n", 2},
		{"exit 260", "", "", 4},
		{"ls -l", "", "usage: ls [FOLDER]\n", 2},
		{"ls dir a.txt", "", "usage: ls [FOLDER]\n", 2},
		{"journal -n 0", "Nothing has happened yet.\n", "", 0},
		{"aws s3 mb s3://bucket && journal -n 0", "make_bucket: bucket\n", "", 0},
		{"awss", "", "skylab: awss: command not found (did you mean aws?)\n", 127},
		{"echo a | sed s/a/b/", "", "skylab: sed: cannot stand behind a pipe here; these can: " + filterNames + "\n", 127},
		{"echo a &", "", "skylab: skylab's console has no background jobs; use two lines, or &&\n", 2},
		{"cat < a.txt", "", "skylab: skylab's console has no input redirection; name the file: file://name or fileb://name\n", 2},
		{"(echo a)", "", "skylab: skylab's console has no subshells\n", 2},
		{"echo `ls`", "", "skylab: write $(command) instead of backquotes\n", 2},
		{"echo a &&", "", "skylab: there is no command after &&\n", 2},
		{"| cat", "", "skylab: unexpected \"|\"\n", 2},
		{"echo a |", "", "skylab: there is no command after |\n", 2},
		{"echo 'a", "", "skylab: unexpected end of line while looking for the matching '\n", 2},
		{"echo >", "", "skylab: there is no file name after >\n", 2},
		{"wait", "", "usage: wait DURATION, such as 90s, 5m, 1h30m, 1.5\n", 2},
		{"wait soon", "", "wait: invalid time interval 'soon'; write 90s, 5m, 1h30m, 2d or a number of seconds\n", 2},
	}
	for _, c := range cases {
		r := prompt().Exec(c.line, time.Hour)
		if string(r.Stdout) != c.out || string(r.Stderr) != c.err || r.Status != c.status || !r.Done {
			t.Errorf("%q:\nout %q err %q status %d\nwant\nout %q err %q status %d", c.line, r.Stdout, r.Stderr, r.Status, c.out, c.err, c.status)
		}
	}
}

func TestOpenLinesGoOn(t *testing.T) {
	for line, want := range map[string]bool{"echo a \\": true, "echo 'a": true, "echo \"a": true, "echo $(ls": true, "echo a": false, "echo a\\\\": false, "": false,
		"echo a\\\\\\": true, "echo a\\ ": false, "echo 'a\\'": false, "# a \\": false, "echo a # it's": false} {
		if Open(line) != want {
			t.Errorf("Open(%q) = %v", line, !want)
		}
	}
}

func TestWaitLetsTimePass(t *testing.T) {
	s := prompt()
	for _, c := range []struct {
		line string
		want time.Duration
	}{{"wait 90s", 90 * time.Second}, {"sleep 1.5", 1500 * time.Millisecond}, {"wait 1h30m", 90 * time.Minute}, {"wait 2d", 48 * time.Hour}, {"wait 0", 0}, {"wait 1w", 168 * time.Hour}} {
		before := s.World().Now()
		if r := s.Exec(c.line, 1000*time.Hour); r.Status != 0 || s.World().Now().Sub(before) != c.want {
			t.Errorf("%s: %s passed, %s", c.line, s.World().Now().Sub(before), r.Stderr)
		}
	}
}

func TestExecGivesUpAtItsLimit(t *testing.T) {
	s := prompt()
	s.Exec("aws logs create-log-group --log-group-name silent", 0)
	r := s.Exec("aws logs tail silent --follow; echo done", time.Minute)
	if r.Status != StatusInterrupted || len(r.Stdout) > 0 || !strings.Contains(string(r.Stderr), "still running after 1m0s of virtual time") {
		t.Errorf("got %+v", r)
	}
	if got := s.World().Now().Since(); got != time.Minute {
		t.Errorf("%s passed", got)
	}
}

// TestExecWaitsAsLongAsItIsAskedTo: a story of weeks is one, and what comes
// after the wait has its time, too.
func TestExecWaitsAsLongAsItIsAskedTo(t *testing.T) {
	s := prompt()
	r := s.Exec("wait 3w; wait 40s; echo done", time.Minute)
	if r.Status != 0 || string(r.Stdout) != "done\n" {
		t.Errorf("got %d %s%s", r.Status, r.Stdout, r.Stderr)
	}
	if got, want := s.World().Now().Since(), 21*24*time.Hour+40*time.Second; got != want {
		t.Errorf("%s passed, want %s", got, want)
	}
	before := s.World().Now()
	s.Exec("aws logs create-log-group --log-group-name silent", 0)
	if r := s.Exec("wait 2h; aws logs tail silent --follow", time.Minute); r.Status != StatusInterrupted {
		t.Errorf("beyond its limit: %d %s", r.Status, r.Stderr)
	}
	if got, want := s.World().Now().Sub(before), 2*time.Hour+time.Minute; got != want {
		t.Errorf("%s passed until it was interrupted, want %s", got, want)
	}
}

func TestStartNeverBlocks(t *testing.T) {
	s := prompt()
	r := s.Start("echo a; wait 10s; echo b")
	if r.Done || string(r.Stdout) != "a\n" {
		t.Fatalf("after Start: %+v", r)
	}
	if at, ok := r.Next(); !ok || at.Since() != 10*time.Second {
		t.Errorf("Next is %v, %v", at, ok)
	}
	s.World().AdvanceTo(s.World().Now().Add(9 * time.Second))
	if s.Poll(r); r.Done {
		t.Fatal("done too early")
	}
	s.World().AdvanceTo(s.World().Now().Add(time.Second))
	if s.Poll(r); !r.Done || string(r.Stdout) != "a\nb\n" {
		t.Fatalf("after the wait: %+v", r)
	}
}

func TestInterrupt(t *testing.T) {
	s := prompt()
	r := s.Start("wait 10s; echo never")
	s.Interrupt(r)
	if !r.Done || r.Status != StatusInterrupted || len(r.Stdout) > 0 {
		t.Errorf("got %+v", r)
	}
	s.World().AdvanceTo(s.World().Now().Add(time.Minute))
	if s.Poll(r); len(r.Stdout) > 0 {
		t.Error("an interrupted line went on")
	}
	running := s.Start("wait 1h")
	s.SetWorld(engine.New(engine.Config{}))
	if !running.Done {
		t.Error("a line went on in another world")
	}
}

// A script must give the same whether time passes in one go or in slices.
func TestAdvanceIsExact(t *testing.T) {
	script := "wait 3s; aws s3 mb s3://uploads; wait 1s && aws s3 cp a.txt s3://uploads/ && journal -a"
	whole := prompt().Exec(script, time.Hour)
	for _, slice := range []time.Duration{time.Millisecond * 7, time.Second, time.Minute} {
		s := prompt()
		r := s.Start(script)
		for !r.Done {
			s.Advance(s.World().Now().Add(slice), 3)
		}
		if string(r.Stdout) != string(whole.Stdout) {
			t.Errorf("in slices of %s:\n%s\nwant\n%s", slice, r.Stdout, whole.Stdout)
		}
	}
}

func TestHistory(t *testing.T) {
	s := prompt()
	for _, line := range []string{"echo a", "", "aws s3 mb s3://uploads", "# x"} {
		s.Exec(line, time.Hour)
	}
	h := s.History()
	if len(h) != 2 || h[1].Line != "aws s3 mb s3://uploads" || h[1].Last-h[1].First != 1 || h[0].Last-h[0].First != 0 {
		t.Errorf("got %+v", h)
	}
}
