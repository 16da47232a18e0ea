package ec2_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"skylab/engine/billing"
)

// reserve buys Reserved Instances of m5.large for a year without an advance, of
// the Region or of a zone.
func (w *world) reserve(t *testing.T, scope string) string {
	t.Helper()
	out := w.must(t, "DescribeReservedInstancesOfferings", `"InstanceType":"m5.large","OfferingClass":"standard","OfferingType":"No Upfront","MaxDuration":31536000,"Filters":[%s]`, scope)
	id := texts(out, "ReservedInstancesOfferings[].ReservedInstancesOfferingId")[0]
	return texts(w.must(t, "PurchaseReservedInstancesOffering", `"ReservedInstancesOfferingId":%q,"InstanceCount":1`, id), "ReservedInstancesId")[0]
}

// A reservation of a zone covers what runs there, and nothing elsewhere; one of
// the Region covers all sizes of its family in all zones.
func TestReservationsOfZonesAndRegion(t *testing.T) {
	for _, c := range []struct {
		scope, kind, zone string
		covered           float64 // of ten hours
	}{
		{`{"Name":"scope","Values":["Region"]}`, "m5.large", "us-east-1c", 10},
		{`{"Name":"scope","Values":["Region"]}`, "m5.xlarge", "us-east-1a", 5},
		{`{"Name":"scope","Values":["Region"]}`, "c7i.large", "us-east-1a", 0},
		{`{"Name":"availability-zone","Values":["us-east-1a"]}`, "m5.large", "us-east-1a", 10},
		{`{"Name":"availability-zone","Values":["us-east-1a"]}`, "m5.large", "us-east-1b", 0},
		{`{"Name":"availability-zone","Values":["us-east-1a"]}`, "m5.xlarge", "us-east-1a", 0},
	} {
		w := newWorld(t)
		id := w.running(t, c.kind, fmt.Sprintf(`,"Placement":{"AvailabilityZone":%q}`, c.zone))
		w.wait(time.Minute) // which is paid for in any case
		w.reserve(t, c.scope)
		w.wait(10 * time.Hour)
		w.must(t, "TerminateInstances", `"InstanceIds":[%q]`, id)
		w.wait(2 * time.Hour)
		covered := 0.0
		for _, l := range w.bill.Bill().Lines {
			if l.UsageType == billing.BoxUsage(c.kind) && strings.HasSuffix(l.Description, "covered by Reserved Instances") {
				covered += l.Quantity.Float()
			}
		}
		if math.Abs(covered-c.covered) > 0.02 {
			t.Errorf("%s in %s with %s: %f hours are covered, want %f\n%s", c.kind, c.zone, c.scope, covered, c.covered, w.bill.Explain())
		}
	}
}
