package engine_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/ec2"
)

// machineStory stops an instance and starts it again, has another compute for two
// days, and tells what an observer sees of it.
func machineStory(t *testing.T, twin string) string {
	w := &telling{T: t, World: engine.New(engine.Config{Seed: 3, Twin: twin})}
	script := base64.StdEncoding.EncodeToString([]byte("#!/bin/bash\necho born\n"))
	busy := base64.StdEncoding.EncodeToString([]byte("#!/bin/bash\nnohup stress --cpu 1 --timeout 999999 &\n"))
	id := member(member(w.do("ec2.RunInstances", `{"ImageId":"ami-0abcdef1234567890","InstanceType":"m7i.large","MinCount":1,"MaxCount":1,"UserData":%q}`, script), "Instances").([]any)[0], "InstanceId").(string)
	w.do("ec2.RunInstances", `{"ImageId":"ami-0abcdef1234567890","InstanceType":"t3.micro","MinCount":1,"MaxCount":1,"UserData":%q}`, busy)
	w.pass(time.Minute)
	address := func() {
		m, _ := w.EC2.Machine(id)
		fmt.Fprintln(&w.seen, m.State.Name, m.Interface.Public)
	}
	address()
	w.do("ec2.StopInstances", `{"InstanceIds":[%q]}`, id)
	w.pass(24 * time.Hour)
	fmt.Fprintln(&w.seen, w.Billing.Bill().Exact)
	w.do("ec2.StartInstances", `{"InstanceIds":[%q]}`, id)
	w.pass(2 * time.Minute)
	address()
	births := 0
	for _, l := range w.EC2.Console(id, 1000) {
		if strings.Contains(l.Text, "born") {
			births++
		}
	}
	fmt.Fprintln(&w.seen, births)
	w.pass(24 * time.Hour)
	fmt.Fprintln(&w.seen, w.Billing.Bill().Exact)
	if err := w.Check(); err != nil {
		t.Errorf("%s: %v", twin, err)
	}
	return w.seen.String()
}

// TestTwinsOfInstances: each is another world than AWS's.
func TestTwinsOfInstances(t *testing.T) {
	told := map[string]string{machineStory(t, ""): "AWS"}
	for _, twin := range ec2.Twins() {
		seen := machineStory(t, twin.ID)
		if as := told[seen]; as != "" {
			t.Errorf("%s changes nothing that %s does not:\n%s", twin.ID, as, seen)
		}
		told[seen] = twin.ID
	}
}
