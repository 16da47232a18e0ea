package console

import (
	"strings"
	"testing"
	"time"

	"skylab/engine/traffic"
)

// nobody has no address: requests to it fail after the least time there is.
const nobody = "https://nobody.example/"

func TestHeyRefuses(t *testing.T) {
	s := prompt()
	for _, c := range []struct {
		line, first string
		status      int
	}{
		{"hey", "Usage: hey [options...] <url>", 1},
		{"hey -help", "Usage: hey [options...] <url>", 0},
		{"hey -n 5 -c 10 " + nobody, "-n cannot be less than -c.", 1},
		{"hey -n 0 " + nobody, "-n and -c cannot be smaller than 1.", 1},
		{"hey -z 1s -c 0 " + nobody, "-c cannot be smaller than 1.", 1},
		{"hey -h a:b " + nobody, "Flag '-h' is deprecated, please use '-H' instead.", 1},
		{"hey -h", "flag needs an argument: -h", 2},
		{"hey -speed 5 " + nobody, "flag provided but not defined: -speed", 2},
		{"hey -n many " + nobody, `invalid value "many" for flag -n: parse error`, 2},
		{"hey -H nonsense " + nobody, "could not parse the provided input; input = nonsense", 1},
		{"hey -a nonsense " + nobody, "could not parse the provided input; input = nonsense", 1},
		{"hey -m 'GE T' " + nobody, `net/http: invalid method "GE T"`, 1},
		{"hey http://[::1", `parse "http://[::1": missing ']' in host`, 1},
		{"hey -D nothing.json " + nobody, "open nothing.json: no such file or directory", 1},
		{"hey -o yaml " + nobody, "skylab prints a summary or, with -o csv, comma-separated values.", 1},
	} {
		r := s.Exec(c.line, time.Hour)
		first, _, _ := strings.Cut(string(r.Stderr), "\n")
		if first != c.first || r.Status != c.status || len(r.Stdout) > 0 {
			t.Errorf("%s: status %d, %q and %q, want %d, %q", c.line, r.Status, r.Stdout, first, c.status, c.first)
		}
	}
	if n := len(s.World().Traffic.Runs()); n != 0 {
		t.Errorf("%d runs began", n)
	}
}

// TestHeyWords: what fails has the words of Go's HTTP client.
func TestHeyWords(t *testing.T) {
	s := prompt()
	for line, want := range map[string]string{
		"hey -n 2 -c 1 " + nobody:            `[2]	Get "https://nobody.example/": dial tcp: lookup nobody.example: no such host`,
		"hey -n 2 -c 2 -m '' " + nobody:      `[2]	Get "https://nobody.example/": dial tcp: lookup nobody.example: no such host`,
		"hey -n 2 -c 2 -m post nobody":       `[2]	Post "nobody": unsupported protocol scheme ""`,
		"hey -n 7 -c 2 " + nobody + " -c 1":  `[6]	Get "https://nobody.example/": dial tcp: lookup nobody.example: no such host`,
		"hey -z 10ms -c 2 -cpus 4 " + nobody: `[20]	Get "https://nobody.example/": dial tcp: lookup nobody.example: no such host`,
	} {
		r := s.Exec(line, time.Hour)
		if !strings.Contains(string(r.Stdout), "Error distribution:\n  "+want+"\n") || r.Status != 0 {
			t.Errorf("%s: status %d, %s", line, r.Status, r.Stdout)
		}
	}
	if r := s.Exec("hey -n 1 -c 1 "+nobody+" -n 5", time.Hour); string(r.Stderr) != "skylab: hey reads no options after the URL: -n 5\n" {
		t.Errorf("%s", r.Stderr)
	}
}

// TestHeyIsInterrupted: ctrl+c stops the run, and the report is of what was
// answered by then.
func TestHeyIsInterrupted(t *testing.T) {
	s := prompt()
	r := s.Start("hey -z 1h -c 3 -q 1 " + nobody)
	s.Advance(s.World().Now().Add(2500*time.Millisecond), 1<<40)
	if r.Done {
		t.Fatalf("it is over: %s", r.Stderr)
	}
	s.Interrupt(r)
	if !strings.Contains(string(r.Stdout), "[6]\tGet ") || r.Status != StatusInterrupted {
		t.Errorf("status %d, %s", r.Status, r.Stdout)
	}
	s.Advance(s.World().Now().Add(time.Minute), 1<<40)
	if run := s.World().Traffic.Runs()[0]; run.State != traffic.Over || run.Sent != 6 {
		t.Errorf("%+v", run.Report)
	}
	if err := s.World().Check(); err != nil {
		t.Error(err)
	}
}

func TestHeyReport(t *testing.T) {
	run := traffic.Run{Report: traffic.Report{Seconds: 2, Answered: 100, Bytes: 500, Latency: &traffic.Latency{Mean: 50.5},
		StatusCodes: []traffic.StatusCount{{Status: 200, Count: 99}, {Status: 502, Count: 1}}}}
	for i := range 100 {
		run.Results = append(run.Results, traffic.Result{Offset: time.Duration(i) * time.Millisecond, Took: time.Duration(100-i) * time.Millisecond, Status: 200})
	}
	got := newHeyReport(run, nil).print("")
	for _, want := range []string{
		"\nSummary:\n  Total:\t2.0000 secs\n  Slowest:\t0.1000 secs\n  Fastest:\t0.0010 secs\n  Average:\t0.0505 secs\n  Requests/sec:\t50.0000\n  \n" +
			"  Total data:\t500 bytes\n  Size/request:\t5 bytes\n\nResponse time histogram:\n  0.001 [1]\t|■■■■\n  0.011 [9]\t|■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■■\n",
		"\nLatency distribution:\n  10% in 0.0110 secs\n  25% in 0.0260 secs\n  50% in 0.0510 secs\n  75% in 0.0760 secs\n  90% in 0.0910 secs\n  95% in 0.0960 secs\n  99% in 0.1000 secs\n\nDetails",
		"  resp wait:\t0.0505 secs, 0.0010 secs, 0.1000 secs\n",
		"\nStatus code distribution:\n  [200]\t99 responses\n  [502]\t1 responses\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	if lines := strings.Split(newHeyReport(run, nil).print("csv"), "\n"); len(lines) != 102 || lines[2] != "0.0990,0.0000,0.0000,0.0000,0.0990,0.0000,200,0.0010" {
		t.Errorf("%d lines, %q", len(lines), lines[2])
	}
}
