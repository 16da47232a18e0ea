package lambda

import (
	"testing"
	"time"

	"skylab/engine/billing"
)

func ms(v float64) time.Duration { return time.Duration(v * float64(time.Millisecond)) }

// TestBilledDuration has all vectors of the fact sheet 2.4: real REPORT lines
// and AWS's own samples.
func TestBilledDuration(t *testing.T) {
	old := AWSRules()
	old.BillInit = false // the rule before August 2025
	cases := []struct {
		rules          Rules
		duration, init float64
		want           int64
	}{
		{AWSRules(), 133.61, 80.00, 214},
		{AWSRules(), 3016.78, 84.00, 3101},
		{AWSRules(), 2.37, 423.98, 427},
		{AWSRules(), 1233.96, 463.512, 1698},
		{AWSRules(), 600000.00, 476.75, 600477},
		{AWSRules(), 3004.92, 111.23, 3117},
		{old, 3.01, 110.10, 4},
		{AWSRules(), 0, 0, 0},
		{AWSRules(), 0.01, 0, 1},
		{AWSRules(), 2, 0, 2},
	}
	for _, c := range cases {
		if got := billed(c.rules, ms(c.duration), ms(c.init), time.Hour); got != c.want {
			t.Errorf("%.2f + %.2f ms: billed %d, want %d", c.duration, c.init, got, c.want)
		}
	}
}

func TestMeters(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(100 * time.Millisecond)
	w.create(t, "x86", "x", map[string]any{"MemorySize": 1024})
	w.create(t, "arm", "x", map[string]any{"MemorySize": 512, "Architectures": []string{"arm64"}, "EphemeralStorage": map[string]any{"Size": 1024}})
	for range 3 {
		w.invokeNow(t, "x86", "{}")
	}
	w.invokeNow(t, "arm", "{}")
	base := func(usage billing.UsageType, resource string) int64 {
		for _, r := range w.bill.Readings() {
			if r.Usage == usage && r.Resource == resource {
				return r.Quantity.N
			}
		}
		return 0
	}
	ended := events[InvocationEnded](w)
	var ms int64
	for _, e := range ended[:3] {
		ms += e.BilledMs
	}
	if got := base(billing.LambdaRequests, "x86"); got != 3 {
		t.Errorf("%d requests on x86_64", got)
	}
	if got := base(billing.LambdaDuration, "x86"); got != ms*1024 {
		t.Errorf("%d MB-ms on x86_64, want %d", got, ms*1024)
	}
	if got := base(billing.LambdaDurationARM, "arm"); got != ended[3].BilledMs*512 {
		t.Errorf("%d MB-ms on arm64, want %d", got, ended[3].BilledMs*512)
	}
	if got := base(billing.LambdaStorageARM, "arm"); got != ended[3].BilledMs*512 {
		t.Errorf("%d MB-ms of /tmp, want %d", got, ended[3].BilledMs*512)
	}
	if base(billing.LambdaStorage, "x86") != 0 {
		t.Error("the included 512 MB of /tmp are billed")
	}
}

func TestEventsCountByChunks(t *testing.T) {
	for size, want := range map[int]int64{1: 1, 256 << 10: 1, 256<<10 + 1: 2, 320 << 10: 2, 320<<10 + 1: 3, 1 << 20: 13} {
		event := &invocation{Mode: Event, payload: make([]byte, size)}
		if got := event.requests(); got != want {
			t.Errorf("an event of %d bytes counts as %d requests, want %d", size, got, want)
		}
	}
	if got := (&invocation{Mode: RequestResponse, payload: make([]byte, 6<<20)}).requests(); got != 1 {
		t.Errorf("a synchronous request counts as %d", got)
	}
}
