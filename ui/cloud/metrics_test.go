package cloud

import (
	"testing"
	"time"
)

// TestSpanLeavesNothingOut: a timeout of a minute and a half is not one of a
// minute.
func TestSpanLeavesNothingOut(t *testing.T) {
	for d, want := range map[time.Duration]string{
		250 * time.Millisecond: "0.25 s", 1500 * time.Millisecond: "1.5 s", 3 * time.Second: "3 s", 59 * time.Second: "59 s",
		time.Minute: "1 min", 64 * time.Second: "1 min 4 s", 90 * time.Second: "1 min 30 s", 15 * time.Minute: "15 min",
		time.Hour: "1 h", 90 * time.Minute: "1 h 30 min", 6 * time.Hour: "6 h",
	} {
		if got := span(d); got != want {
			t.Errorf("%s is %q, want %q", d, got, want)
		}
	}
}
