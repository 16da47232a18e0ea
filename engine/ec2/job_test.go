package ec2_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"skylab/engine/billing"
	"skylab/engine/ec2/hpc"
	"skylab/engine/ec2/instancetype"
)

// TestAJobTakesWhatTheModelSays: it is done when package hpc says, and no bytes go
// between zones where there is one.
func TestAJobTakesWhatTheModelSays(t *testing.T) {
	w := newWorld(t)
	ids := w.run(t, "m5.large", 3, zoneA)
	w.wait(time.Minute)
	plan := hpc.Job{Type: instancetype.Named("m5.large"), Instances: 3, Placement: hpc.None, Work: 300 * time.Millisecond, Steps: 500, Exchange: 1_000_000}
	want, err := hpc.Run(plan)
	if err != nil {
		t.Fatal(err)
	}
	w.must(t, "Start", `"Name":"forecast","InstanceIds":["%s"],"StepNanoseconds":300000000,"Steps":500,"ExchangeBytes":1000000`, strings.Join(ids, `","`))
	began := w.Now()
	w.Advance(began.Add(time.Duration((want.Finish-0.001)*float64(time.Second))), 1<<40)
	if j := w.Jobs()[0]; j.State != "RUNNING" || j.Done != 499 || math.Abs(j.Seconds-want.Finish) > 0.01 {
		t.Errorf("a millisecond before its end: %+v", j)
	}
	w.wait(time.Second)
	if j := w.Jobs()[0]; j.State != "COMPLETED" || j.Done != 500 || math.Abs(j.Seconds-want.Finish) > 1e-6 || j.LeftSeconds != 0 {
		t.Errorf("after its end: %+v, want %v s", j, want.Finish)
	}
	if n := w.used(billing.DataTransferRegional); n != 0 {
		t.Errorf("%v GB have gone to another zone", n)
	}
}

// TestAJobEndsWithItsInstances: whoever is stopped, lost or rebooted ends the job,
// ten seconds later at most.
func TestAJobEndsWithItsInstances(t *testing.T) {
	for _, how := range []string{"StopInstances", "TerminateInstances", "Inject"} {
		w := newWorld(t)
		ids := w.run(t, "m5.large", 2, zoneA)
		w.wait(time.Minute)
		w.must(t, "Start", `"Name":"forecast","InstanceIds":["%s"],"StepNanoseconds":1000000000,"Steps":100000`, strings.Join(ids, `","`))
		w.wait(30 * time.Second)
		if how == "Inject" {
			w.must(t, how, `"Kind":"host","Target":%q`, ids[1])
		} else {
			w.must(t, how, `"InstanceIds":[%q]`, ids[1])
		}
		w.wait(10 * time.Second)
		if j := w.Jobs()[0]; j.State != "FAILED" || !strings.HasPrefix(j.Why, ids[1]+" is gone") || j.Done == 0 || j.Done == j.Steps {
			t.Errorf("%s: %+v", how, j)
		}
		if got := w.refused("Start", `"Name":"forecast","InstanceIds":["%s"],"StepNanoseconds":1000,"Steps":1`, strings.Join(ids, `","`)); !strings.Contains(got, "a job needs all of its instances") && how != "Inject" {
			t.Errorf("%s: %q", how, got)
		}
	}
}
