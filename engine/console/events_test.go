package console

import (
	"strings"
	"testing"
	"time"
)

// TestWhyOfAnAlarm: an alarm's looks are each caused by the one before, for
// days; the chain stays short enough to read and ends at its root.
func TestWhyOfAnAlarm(t *testing.T) {
	s := prompt()
	for _, line := range []string{
		"aws cloudwatch put-metric-alarm --alarm-name slow --namespace AWS/Lambda --metric-name Duration --statistic Maximum --period 60 --evaluation-periods 1 --threshold 300 --comparison-operator GreaterThanThreshold",
		"wait 2h",
	} {
		if r := s.Exec(line, 4*time.Hour); r.Status != 0 {
			t.Fatalf("%s: %s", line, r.Stderr)
		}
	}
	j := s.World().Journal()
	whole := len(j.Why(j.At(j.Count() - 1).Seq))
	if whole <= whyFirst+whyLast {
		t.Fatalf("only %d causes: nothing to cut", whole)
	}
	lines := strings.Split(strings.TrimSuffix(string(s.Exec("why", time.Hour).Stdout), "\n"), "\n")
	root, between := lines[len(lines)-1], 0
	for _, l := range lines {
		if strings.Contains(l, "causes between)") {
			between++
		}
	}
	if len(lines) != 2*(whyFirst+1+whyLast)-1 || between != 1 || !strings.Contains(root, "world.Called cloudwatch.PutMetricAlarm") {
		t.Errorf("%d lines, the last %q:\n%s", len(lines), root, strings.Join(lines, "\n"))
	}
}
