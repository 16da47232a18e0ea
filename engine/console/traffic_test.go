package console

import (
	"strings"
	"testing"
	"time"
)

const counts = "HashOwner,HashApp,HashFunction,Trigger,1,2\no,a,f1,http,30,60\no,a,g2,http,1,2\n"

// TestTrafficReplay: of a file of many functions the world gets one line.
func TestTrafficReplay(t *testing.T) {
	for line, want := range map[string]int64{
		"traffic start night --shape replay:counts.csv --function-hash f1 --url " + nobody: 90,
		"traffic start night --shape replay:counts.csv --url " + nobody:                    93,
	} {
		s := prompt()
		s.files.WriteFile("counts.csv", []byte(counts)) //nolint:errcheck // in memory
		if r := s.Exec(line, time.Hour); string(r.Stdout) != "night: replay to GET "+nobody+"\n" {
			t.Fatalf("%s: %s%s", line, r.Stdout, r.Stderr)
		}
		s.Exec("wait 3m", time.Hour)
		if run := s.World().Traffic.Runs()[0]; run.Sent != want || run.Failed != want {
			t.Errorf("%s: %+v", line, run.Report)
		}
	}
}

// TestTrafficToQueues: workers fill a queue, in the background.
func TestTrafficToQueues(t *testing.T) {
	s := prompt()
	s.Exec("URL=$(aws sqs create-queue --queue-name jobs --query QueueUrl --output text)", time.Hour)
	r := s.Exec("traffic start fill --workers 4 --rate 2 --for 10s --queue $URL --message file://a.txt && wait 20s && traffic report fill", time.Hour)
	if want := "  sent 76, answered 76, open 0, failed 0, timed out 0\n"; !strings.Contains(string(r.Stdout), want) || !strings.Contains(string(r.Stdout), "  status: 76 × 200\n") {
		t.Errorf("%s%s", r.Stdout, r.Stderr)
	}
	r = s.Exec("aws sqs get-queue-attributes --queue-url $URL --attribute-names All --query Attributes.ApproximateNumberOfMessages --output text", time.Hour)
	if string(r.Stdout) != "76\n" {
		t.Errorf("the queue has %s%s", r.Stdout, r.Stderr)
	}
}

// TestTrafficToAQueueNeedsAMessage: SQS takes no empty ones, and a run of
// nothing but refusals helps nobody.
func TestTrafficToAQueueNeedsAMessage(t *testing.T) {
	s := prompt()
	s.Exec("URL=$(aws sqs create-queue --queue-name jobs --query QueueUrl --output text)", time.Hour)
	s.files.WriteFile("empty.txt", nil) //nolint:errcheck // in memory
	for _, message := range []string{"", ` --message ""`, " --message file://empty.txt"} {
		r := s.Exec("traffic start fill --shape constant:1/s --queue $URL"+message, time.Hour)
		if got := string(r.Stderr); r.Status != StatusUsage || got != "traffic start: --queue needs a --message of one character or more\n" {
			t.Errorf("%q: %d %s%s", message, r.Status, r.Stdout, got)
		}
	}
	if runs := s.World().Traffic.Runs(); len(runs) != 0 {
		t.Errorf("%d runs began", len(runs))
	}
}

func TestTrafficCompletes(t *testing.T) {
	s := prompt()
	s.Exec("traffic start night --shape poisson:1/s --url "+nobody, time.Hour)
	s.Exec("aws sqs create-queue --queue-name jobs", time.Hour)
	for line, want := range map[string]string{
		"traffic ":                          "start list report stop help",
		"traffic stop ":                     "night",
		"traffic report d":                  "",
		"traffic start n --sh":              "--shape",
		"traffic start n --shape r":         "ramp: replay:",
		"traffic start n --for ":            "",
		"traffic start n --queue ":          "https://sqs.us-east-1.amazonaws.com/123456789012/jobs",
		"aws sqs purge-queue --queue-url h": "https://sqs.us-east-1.amazonaws.com/123456789012/jobs",
		"traffic start n --event --ti":      "--timeout",
	} {
		var got []string
		for _, c := range s.Complete(line, len(line)) {
			got = append(got, c.Text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q offers %q, want %q", line, got, want)
		}
	}
}
