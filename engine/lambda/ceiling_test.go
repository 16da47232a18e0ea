package lambda

import (
	"testing"
	"time"

	"skylab/engine/sandbox"
)

func TestCeilingFollowsTimeoutAndMemoryWithinBounds(t *testing.T) {
	for _, c := range []struct {
		memory  int
		timeout time.Duration
		want    int64
	}{
		{128, 3 * time.Second, sandbox.DefaultMaxPolls}, // 3 s at 128 MB are less than the least
		{1769, 900 * time.Millisecond, 15_001},
		{1769, 15 * time.Minute, maxPolls},
	} {
		r := &release{MemoryMB: c.memory, Timeout: c.timeout}
		if got := r.ceiling(AWSRules()); got != c.want {
			t.Errorf("%d MB, %s: %d polls, want %d", c.memory, c.timeout, got, c.want)
		}
	}
}
