package ec2api

import (
	"testing"
	"time"

	"skylab/engine/sim"
)

// A launch within a second once was told with its milliseconds over HTTP, and
// without by the console.
func TestTimesAreOfWholeSeconds(t *testing.T) {
	at := sim.Time(0).Add(90*time.Second + 238*time.Millisecond)
	if got, want := Time(at), sim.Time(0).Add(90*time.Second).Wall(); !got.Equal(want) {
		t.Errorf("%s is told as %s", at.Wall(), got)
	}
}
