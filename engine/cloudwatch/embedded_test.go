package cloudwatch_test

import (
	"fmt"
	"testing"
	"time"
)

// TestEmbeddedTimestamps: a sample is taken for the time that its event says,
// if that is one of the last two weeks or the next two hours. Seconds and
// microseconds, which people write for milliseconds, are neither, and do not
// hide the metric's other samples.
func TestEmbeddedTimestamps(t *testing.T) {
	w := newWorld()
	w.tick(10 * time.Hour)
	now := w.Now().Wall()
	count := func() uint64 {
		return w.Find("Shop", "Rows", nil).Stats(0, w.Now().Add(3*time.Hour)).Count
	}
	put := func(stamp int64) {
		w.Put(group, "s", fmt.Sprintf(`{"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"Shop","Metrics":[{"Name":"Rows"}]}]},"Rows":7}`, stamp))
	}
	taken := uint64(0)
	for _, c := range []struct {
		stamp int64
		taken bool
	}{
		{now.UnixMilli(), true},
		{now.Unix(), false},
		{now.UnixMicro(), false},
		{1 << 62, false},
		{now.Add(2 * time.Hour).UnixMilli(), true},
		{now.Add(2*time.Hour + time.Second).UnixMilli(), false},
		{now.Add(-9 * time.Hour).UnixMilli(), true},
		{now.Add(-15 * 24 * time.Hour).UnixMilli(), false},
		{now.UnixMilli(), true},
	} {
		if put(c.stamp); c.taken {
			taken++
		}
		if got := count(); got != taken {
			t.Errorf("after %d the metric shows %d samples, want %d", c.stamp, got, taken)
		}
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}
