package console

import (
	"fmt"
	"strings"
	"testing"

	"skylab/engine/aws"
)

// TestFollowingForgets: what `aws logs tail --follow` keeps of what it printed
// is the newest millisecond, however long it goes on.
func TestFollowingForgets(t *testing.T) {
	var out strings.Builder
	f := &tail{proc: &proc{out: &out}, format: "short", follow: true, seen: map[string]bool{}}
	event := func(id string, at int64) {
		f.event(aws.Object{{Name: "eventId", Value: id}, {Name: "timestamp", Value: at}, {Name: "message", Value: id}})
	}
	for i := range 1000 {
		at := int64(1793610000000 + i)
		event(fmt.Sprint(i, "a"), at)
		event(fmt.Sprint(i, "b"), at)
		event(fmt.Sprint(i, "a"), at) // comes again at the next look
	}
	if n := strings.Count(out.String(), "\n"); n != 2000 || len(f.seen) != 2 {
		t.Errorf("%d lines for 2000 events, %d kept", n, len(f.seen))
	}
}
