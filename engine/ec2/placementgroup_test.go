package ec2_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// launchInto launches into a group and gives the zones of what came about, or
// the code of the refusal.
func (w *world) launchInto(group, kind, more string, most int) string {
	out, err := w.do("RunInstances", `"ImageId":%q,"InstanceType":%q,"MinCount":1,"MaxCount":%d,"Placement":{"GroupName":%q%s}`, linux, kind, most, group, more)
	code, _, _ := strings.Cut(err, ":")
	return code + strings.Join(texts(out, "Instances[].Placement.AvailabilityZone"), " ")
}

func TestClusterGroupIsInOneZone(t *testing.T) {
	w := newWorld(t)
	w.must(t, "CreatePlacementGroup", `"GroupName":"near"`)
	if got := w.launchInto("near", "m5.large", `,"AvailabilityZone":"us-east-1b"`, 1); got != "us-east-1b" {
		t.Errorf("the first: %s", got)
	}
	for range 5 {
		if got := w.launchInto("near", "m5.large", "", 2); got != "us-east-1b us-east-1b" {
			t.Errorf("without a zone: %s", got)
		}
	}
	if got := w.launchInto("near", "m5.large", `,"AvailabilityZone":"us-east-1a"`, 1); got != "InsufficientInstanceCapacity" {
		t.Errorf("into another zone: %s", got)
	}
	if got := w.launchInto("near", "t3.micro", "", 1); got != "InvalidParameterCombination" {
		t.Errorf("a type that cannot be in one: %s", got)
	}
	if got := w.launchInto("far", "m5.large", "", 1); got != "InvalidPlacementGroup.Unknown" {
		t.Errorf("an unknown group: %s", got)
	}
	if got := w.refused("DeletePlacementGroup", `"GroupName":"near"`); !strings.HasPrefix(got, "InvalidPlacementGroup.InUse: ") {
		t.Errorf("deleting it: %s", got)
	}
}

func TestSpreadGroupHasSevenInAZone(t *testing.T) {
	w := newWorld(t)
	w.must(t, "CreatePlacementGroup", `"GroupName":"far","Strategy":"spread"`)
	const zone = `,"AvailabilityZone":"us-east-1a"`
	if got := len(strings.Fields(w.launchInto("far", "t3.micro", zone, 9))); got != 7 {
		t.Errorf("%d of nine", got)
	}
	if got := w.launchInto("far", "t3.micro", zone, 1); got != "InsufficientInstanceCapacity" {
		t.Errorf("an eighth: %s", got)
	}
	if got := w.launchInto("far", "t3.micro", `,"AvailabilityZone":"us-east-1b"`, 1); got != "us-east-1b" {
		t.Errorf("in another zone: %s", got)
	}
	w.wait(20 * time.Second)
	id := texts(w.must(t, "DescribeInstances", `"Filters":[{"Name":"availability-zone","Values":["us-east-1a"]}]`), "Reservations[].Instances[].InstanceId")[0]
	w.must(t, "TerminateInstances", `"InstanceIds":[%q]`, id)
	w.wait(5 * time.Minute)
	if got := w.launchInto("far", "t3.micro", zone, 1); got != "us-east-1a" {
		t.Errorf("in the place of one that is gone: %s", got)
	}
}

func TestPlacementGroupRefusals(t *testing.T) {
	for in, want := range map[string]string{
		`"Strategy":"spread","PartitionCount":3`:    "InvalidParameterCombination: The parameter PartitionCount can only be used with the partition strategy.",
		`"Strategy":"partition","PartitionCount":8`: "InvalidParameterValue: Value (8) for parameter PartitionCount is invalid. It must be between 1 and 7.",
		`"Strategy":"partition","PartitionCount":3`: "3",
		`"Strategy":"partition"`:                    "7",
	} {
		w := newWorld(t)
		out, got := w.do("CreatePlacementGroup", `"GroupName":"g",%s`, jsonOf(in))
		if got == "" {
			got = fmt.Sprint(texts(out, "PlacementGroup.PartitionCount")[0])
		}
		if got != want {
			t.Errorf("%s: %s", in, got)
		}
	}
	w := newWorld(t)
	w.must(t, "CreatePlacementGroup", `"GroupName":"g"`)
	if got := w.refused("CreatePlacementGroup", `"GroupName":"g"`); got != "InvalidPlacementGroup.Duplicate: The Placement Group 'g' already exists." {
		t.Errorf("a second one: %s", got)
	}
	if got := w.refused("DeletePlacementGroup", `"GroupName":"x"`); got != "InvalidPlacementGroup.Unknown: The Placement Group 'x' is unknown." {
		t.Errorf("an unknown one: %s", got)
	}
}
