package ec2_test

import (
	"math"
	"testing"
	"time"

	"skylab/engine/billing"
)

// runsFor has an instance that runs or will do so run until that long after it
// began, and stops it.
func (w *world) runsFor(t *testing.T, id string, d time.Duration) {
	t.Helper()
	w.wait(17 * time.Second)
	w.Advance(w.began[id].Add(d), 1<<40)
	w.must(t, "StopInstances", `"InstanceIds":[%q]`, id)
	w.wait(5 * time.Minute)
}

// The worked vectors of the facts (8), in dollars.
func TestBilledBySecond(t *testing.T) {
	for _, c := range []struct {
		name, kind string
		starts     int
		each       time.Duration
		want       float64
	}{
		{"a run of 20 s counts for a minute", "m5.large", 1, 20 * time.Second, 0.096 / 60},
		{"3 min 40 s are 220 s", "m5.large", 1, 220 * time.Second, 220 * 0.096 / 3600},
		{"each start counts for a minute", "t3.micro", 3, 10 * time.Second, 3 * 60 * 0.0104 / 3600},
		{"most of a month", "t3.micro", 1, 650 * time.Hour, 650 * 0.0104},
	} {
		w := newWorld(t)
		id := w.run(t, c.kind, 1, "")[0]
		for i := range c.starts {
			if i > 0 {
				w.must(t, "StartInstances", `"InstanceIds":[%q]`, id)
			}
			w.runsFor(t, id, c.each)
		}
		if got := w.costs(billing.BoxUsage(c.kind)); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: $%.9f, want $%.9f", c.name, got, c.want)
		}
	}
}

// A reboot begins no new minute, and pending and stopping cost nothing.
func TestRebootIsOnePeriod(t *testing.T) {
	w := newWorld(t)
	id := w.running(t, "m5.large", "")
	w.must(t, "RebootInstances", `"InstanceIds":[%q]`, id)
	w.runsFor(t, id, 100*time.Second)
	if got, want := w.used("BoxUsage:m5.large"), 100.0/3600; math.Abs(got-want) > 1e-9 {
		t.Errorf("%f hours, want %f", got, want)
	}
}

// A new type is billed as what it is from the next start on.
func TestTypeIsBilledAsItIs(t *testing.T) {
	w := newWorld(t)
	id := w.run(t, "t3.micro", 1, "")[0]
	w.runsFor(t, id, 2*time.Minute)
	w.must(t, "ModifyInstanceAttribute", `"InstanceId":%q,"InstanceType":{"Value":"m5.large"}`, id)
	w.must(t, "StartInstances", `"InstanceIds":[%q]`, id)
	w.runsFor(t, id, 3*time.Minute)
	for kind, want := range map[string]float64{"t3.micro": 2. / 60, "m5.large": 3. / 60} {
		if got := w.used(billing.BoxUsage(kind)); math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %f hours, want %f", kind, got, want)
		}
	}
}

// Volumes and addresses for whole months of 30 days (facts 8): November has 720
// hours.
func TestVolumesAndAddressesByTheMonth(t *testing.T) {
	w := newWorld(t)
	const zone = `"AvailabilityZone":"us-east-1a"`
	w.must(t, "CreateVolume", zone+`,"Size":100,"VolumeType":"gp3"`)
	w.must(t, "CreateVolume", zone+`,"Size":40,"VolumeType":"gp3","Iops":4000,"Throughput":130`)
	w.must(t, "CreateVolume", zone+`,"Size":10,"VolumeType":"io2","Iops":1000`)
	w.must(t, "AllocateAddress", "")
	begun := w.Now()
	w.wait(360 * time.Hour)
	if w.Now().Sub(begun) != 360*time.Hour {
		t.Fatal("time did not pass")
	}
	half := 0.5
	for usage, want := range map[billing.UsageType]float64{
		billing.VolumeUsage("gp3"): 140 * 0.08 * half, billing.VolumeIOPS: 1000 * 0.005 * half, billing.VolumeThroughput: 5 * 0.04 * half,
		billing.VolumeUsage("io2"): 10 * 0.125 * half, billing.VolumeProvisionedIOPS("io2"): 1000 * 0.065 * half, billing.PublicIPIdle: 360 * 0.005,
	} {
		if got := w.costs(usage); math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: $%f, want $%f", usage, got, want)
		}
	}
}

// An address is in use while its instance runs, and idle while that is stopped
// (facts 11: a stopped instance is not free).
func TestElasticIPIsIdleWhileStopped(t *testing.T) {
	w := newWorld(t)
	id := w.running(t, "t3.micro", "")
	allocation := texts(w.must(t, "AllocateAddress", ""), "AllocationId")[0]
	w.must(t, "AssociateAddress", `"AllocationId":%q,"InstanceId":%q`, allocation, id)
	w.wait(time.Hour)
	idle := w.used(billing.PublicIPIdle)
	w.must(t, "StopInstances", `"InstanceIds":[%q]`, id)
	w.wait(5 * time.Minute)
	inUse := w.used(billing.PublicIPInUse)
	w.wait(10 * time.Hour)
	if got := w.used(billing.PublicIPInUse); got != inUse {
		t.Errorf("a stopped instance's address is in use for %f more hours", got-inUse)
	}
	if got := w.used(billing.PublicIPIdle) - idle; got < 10 || got > 10.1 {
		t.Errorf("it was idle for %f hours, want a little over 10", got)
	}
	if w.see(t, id, "PublicIpAddress") == "" {
		t.Error("a stopped instance has lost its Elastic IP")
	}
}
