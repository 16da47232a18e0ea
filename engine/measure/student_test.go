package measure

import (
	"math"
	"testing"
)

// TestStudent holds the quantiles against the printed tables (NIST/SEMATECH
// e-Handbook of Statistical Methods, 1.3.6.7.2).
func TestStudent(t *testing.T) {
	for _, c := range []struct {
		df   int
		p    float64
		want float64
	}{
		{1, 0.05, 12.706}, {2, 0.05, 4.303}, {3, 0.05, 3.182}, {4, 0.05, 2.776}, {5, 0.05, 2.571}, {9, 0.05, 2.262},
		{29, 0.05, 2.045}, {58, 0.05, 2.002}, {100, 0.05, 1.984}, {5, 0.002, 5.893}, {9, 0.01, 3.250}, {29, 0.002, 3.396},
	} {
		if got := Student(c.df, c.p); math.Abs(got-c.want) > 0.0006 {
			t.Errorf("t(%d, %v) = %.4f, want %v", c.df, c.p, got, c.want)
		}
	}
}
