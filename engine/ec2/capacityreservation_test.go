package ec2_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"skylab/engine/billing"
)

const reservedA = `"InstanceType":"m5.large","InstancePlatform":"Linux/UNIX","AvailabilityZone":"us-east-1a"`

// available is how many places of the first reservation are free.
func (w *world) available(t *testing.T) string {
	t.Helper()
	return texts(w.must(t, "DescribeCapacityReservations", ""), "CapacityReservations[].AvailableInstanceCount")[0]
}

// An open reservation takes in what runs and what is launched; it is there when
// the zone has no more, and costs what is not used.
func TestOpenReservationKeepsCapacity(t *testing.T) {
	w := newWorld(t)
	first := w.running(t, "m5.large", zoneA)
	out := w.must(t, "CreateCapacityReservation", reservedA+`,"InstanceCount":3`)
	id := texts(out, "CapacityReservation.CapacityReservationId")[0]
	if got := w.see(t, first, "CapacityReservationId") + " " + w.available(t); got != id+" 2" {
		t.Errorf("%s, want %s and 2 places", got, id)
	}
	w.must(t, "Inject", `"Kind":"capacity","Target":"m5.large","AvailabilityZone":"us-east-1a","Instances":3`)
	if got := w.refused("RunInstances", `"ImageId":%q,"InstanceType":"m5.large","MinCount":1,"MaxCount":1,"CapacityReservationSpecification":{"CapacityReservationPreference":"none"}%s`, linux, zoneA); !strings.HasPrefix(got, "InsufficientInstanceCapacity") {
		t.Errorf("past the reservation: %q", got)
	}
	if got := w.refused("RunInstances", `"ImageId":%q,"InstanceType":"m5.large","MinCount":1,"MaxCount":1%s`, linux, zoneA+spot("")); !strings.HasPrefix(got, "InsufficientInstanceCapacity") {
		t.Errorf("Spot: %q", got)
	}
	second := w.run(t, "m5.large", 1, zoneA)[0]
	if w.available(t) != "1" || w.see(t, second, "CapacityReservationId") != id {
		t.Errorf("%s places are free", w.available(t))
	}
	w.wait(10 * time.Hour)
	want := 10 + 1.0/3600*20
	if got := w.used(billing.UnusedBox("m5.large")); math.Abs(got-want) > 0.02 {
		t.Errorf("%f unused hours, want about %f", got, want)
	}
	w.must(t, "TerminateInstances", `"InstanceIds":[%q]`, second)
	w.wait(5 * time.Minute)
	if w.available(t) != "2" {
		t.Errorf("%s places are free after one has gone", w.available(t))
	}
	w.must(t, "CancelCapacityReservation", `"CapacityReservationId":%q`, id)
	if got := w.see(t, first, "State.Name") + " " + w.see(t, first, "CapacityReservationId"); got != "running " {
		t.Errorf("after its end: %q", got)
	}
}

func TestTargetedReservation(t *testing.T) {
	w := newWorld(t)
	id := texts(w.must(t, "CreateCapacityReservation", reservedA+`,"InstanceCount":1,"InstanceMatchCriteria":"targeted"`), "CapacityReservation.CapacityReservationId")[0]
	w.run(t, "m5.large", 1, zoneA)
	if w.available(t) != "1" {
		t.Error("a launch that does not name it is in it")
	}
	target := fmt.Sprintf(`,"CapacityReservationSpecification":{"CapacityReservationTarget":{"CapacityReservationId":%q}}`, id)
	w.run(t, "m5.large", 1, zoneA+target)
	if w.available(t) != "0" {
		t.Error("the launch that names it is not in it")
	}
	want := "ReservationCapacityExceeded: The requested reservation does not have sufficient compatible and available capacity for this request."
	if got := w.refused("RunInstances", `"ImageId":%q,"InstanceType":"m5.large","MinCount":1,"MaxCount":1%s`, linux, zoneA+target); got != want {
		t.Errorf("%q", got)
	}
}

// Reserved Instances of a zone keep its capacity, those of the Region none.
func TestOnlyZonalReservedInstancesKeepCapacity(t *testing.T) {
	for scope, kept := range map[string]bool{`{"Name":"availability-zone","Values":["us-east-1a"]}`: true, `{"Name":"scope","Values":["Region"]}`: false} {
		w := newWorld(t)
		w.reserve(t, scope)
		w.must(t, "Inject", `"Kind":"capacity","Target":"m5.large","Instances":0`)
		if got := w.refused("RunInstances", `"ImageId":%q,"InstanceType":"m5.large","MinCount":1,"MaxCount":1%s`, linux, zoneA) == ""; got != kept {
			t.Errorf("%s: launched is %v", scope, got)
		}
		if w.used(billing.UnusedBox("m5.large")) != 0 {
			t.Error("they are billed twice")
		}
	}
}

// A reservation ends at its date.
func TestReservationExpires(t *testing.T) {
	w := newWorld(t)
	w.must(t, "CreateCapacityReservation", reservedA+`,"InstanceCount":2,"EndDateType":"limited","EndDate":%q`, w.Now().Wall().Add(2*time.Hour).Format(time.RFC3339))
	w.wait(3 * time.Hour)
	if got := texts(w.must(t, "DescribeCapacityReservations", ""), "CapacityReservations[].State")[0]; got != "expired" {
		t.Error(got)
	}
	if got := w.used(billing.UnusedBox("m5.large")); math.Abs(got-4) > 1e-9 {
		t.Errorf("%f hours are billed, want 4", got)
	}
}

// A Dedicated Instance costs its own price, and takes no reservation's place.
func TestDedicatedInstance(t *testing.T) {
	w := newWorld(t)
	w.must(t, "CreateCapacityReservation", reservedA+`,"InstanceCount":1`)
	id := w.running(t, "m5.large", `,"Placement":{"AvailabilityZone":"us-east-1a","Tenancy":"dedicated"}`)
	if got := w.see(t, id, "Placement.Tenancy") + " " + w.available(t); got != "dedicated 1" {
		t.Error(got)
	}
	w.Advance(w.began[id].Add(10*time.Hour), 1<<40)
	if got := w.costs(billing.DedicatedUsage("m5.large")); math.Abs(got-10*0.096*1.06) > 1e-6 || w.used(billing.BoxUsage("m5.large")) != 0 {
		t.Errorf("$%f", got)
	}
}
