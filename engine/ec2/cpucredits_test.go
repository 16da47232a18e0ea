package ec2_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestCreditModes(t *testing.T) {
	for _, c := range []struct{ kind, more, want string }{
		{"t2.micro", "", "standard"}, {"t3.micro", "", "unlimited"}, {"t3.micro", `,"CreditSpecification":{"CpuCredits":"standard"}`, "standard"},
	} {
		w := newWorld(t)
		id := w.running(t, c.kind, c.more)
		mode := func() string {
			return strings.Join(texts(w.must(t, "DescribeInstanceCreditSpecifications", `"InstanceIds":[%q]`, id), "InstanceCreditSpecifications[].CpuCredits"), " ")
		}
		if got := mode(); got != c.want {
			t.Errorf("%s%s is %s", c.kind, c.more, got)
		}
		for _, next := range []string{"standard", "unlimited"} {
			w.must(t, "ModifyInstanceCreditSpecification", `"InstanceCreditSpecifications":[{"InstanceId":%q,"CpuCredits":%q}]`, id, next)
			if got := mode(); got != next {
				t.Errorf("%s asked to be %s is %s", c.kind, next, got)
			}
		}
		w.wait(time.Hour)
		w.must(t, "StopInstances", `"InstanceIds":[%q]`, id)
		w.wait(8 * 24 * time.Hour)
		w.must(t, "StartInstances", `"InstanceIds":[%q]`, id)
		w.wait(time.Hour)
		for _, l := range w.bill.Bill().Lines {
			if strings.HasPrefix(string(l.UsageType), "CPUCredits") {
				t.Errorf("an idle %s pays for %s of %s", c.kind, l.Quantity, l.UsageType)
			}
		}
	}
}

func TestCreditModesOfOthers(t *testing.T) {
	w := newWorld(t)
	id := w.running(t, "m5.large", "")
	want := "InvalidInstanceCreditSpecification.NotSupported: The instance ID '" + id + "' is not a burstable performance instance."
	if got := w.refused("DescribeInstanceCreditSpecifications", `"InstanceIds":[%q]`, id); got != want {
		t.Errorf("got %s", got)
	}
	out := w.must(t, "ModifyInstanceCreditSpecification", `"InstanceCreditSpecifications":[{"InstanceId":%q,"CpuCredits":"standard"},{"InstanceId":"i-00000000000000000","CpuCredits":"standard"}]`, id)
	if got := fmt.Sprint(texts(out, "UnsuccessfulInstanceCreditSpecifications[].Error.Code")); got != "[InvalidInstanceCreditSpecification.NotSupported InvalidInstanceID.NotFound]" {
		t.Errorf("got %s", got)
	}
}
