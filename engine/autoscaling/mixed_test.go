package autoscaling

import (
	"fmt"
	"testing"
)

// TestHowMuchIsOnDemand: the base comes first, and of the rest the percentage,
// rounded up.
func TestHowMuchIsOnDemand(t *testing.T) {
	for _, c := range []struct {
		base, percent int
		want          string // of 0 to 6 instances
	}{
		{0, 100, "[0 1 2 3 4 5 6]"},
		{0, 0, "[0 0 0 0 0 0 0]"},
		{2, 0, "[0 1 2 2 2 2 2]"},
		{0, 50, "[0 1 1 2 2 3 3]"},
		{1, 50, "[0 1 2 2 3 3 4]"},
		{2, 25, "[0 1 2 3 3 3 3]"},
	} {
		d := InstancesDistribution{OnDemandBaseCapacity: &c.base, OnDemandPercentageAboveBaseCapacity: &c.percent}
		var got []int
		for n := range 7 {
			got = append(got, d.onDemand(n))
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("base %d, %d %%: %v, want %s", c.base, c.percent, got, c.want)
		}
	}
}

// TestZonesShareBothMarkets: no zone has all of the Spot Instances.
func TestZonesShareBothMarkets(t *testing.T) {
	for _, c := range []struct {
		onDemand, spot int
		want           string
	}{
		{4, 2, "oso oso"}, {3, 3, "oso oss"}, {0, 4, "ss ss"}, {4, 0, "oo oo"}, {1, 1, "o s"},
	} {
		a := &allocation{markets: map[slot]int{}, onDemand: c.onDemand, spot: c.spot, needs: [2]int{c.onDemand, c.spot}}
		got := map[string]string{}
		for i := range c.onDemand + c.spot {
			zone := []string{"a", "b"}[i%2]
			spot := a.market(zone)
			a.markets[slot{zone: zone, spot: spot}]++
			got[zone] += map[bool]string{true: "s", false: "o"}[spot]
		}
		if all := got["a"] + " " + got["b"]; all != c.want {
			t.Errorf("%d and %d: %q, want %q", c.onDemand, c.spot, all, c.want)
		}
	}
}
