package sim

import (
	"testing"
	"time"
)

func TestParseDist(t *testing.T) {
	for text, want := range map[string]string{
		"100ms": "100ms", "const:1.5s": "1.5s", "exp:1.991s": "exp:1.991s", "lognormal:100ms,250ms": "lognormal:100ms,250ms",
		"empirical:1ms, 2ms,40ms": "empirical:1ms,2ms,40ms", "0s": "0s",
	} {
		d, err := ParseDist(text)
		if err != nil || d.String() != want {
			t.Errorf("%q: %v %v, want %s", text, d, err, want)
		}
	}
	for _, text := range []string{"", "x", "5", "-1s", "exp:", "exp:1s,2s", "lognormal:1s", "lognormal:2s,1s", "lognormal:0s,1s", "gamma:1s", "empirical:"} {
		if d, err := ParseDist(text); err == nil {
			t.Errorf("%q is taken for %v", text, d)
		}
	}
}

func FuzzParseDist(f *testing.F) {
	f.Add("lognormal:100ms,250ms")
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseDist(text)
		if err != nil {
			return
		}
		again, err := ParseDist(d.String())
		if err != nil || again.String() != d.String() {
			t.Errorf("%q becomes %q, and that %q, %v", text, d, again, err)
		}
		if d.Mid < 0 || d.Mid > 1<<62*time.Nanosecond {
			t.Errorf("%q has a middle of %v", text, d.Mid)
		}
	})
}
