package cloud

import (
	"strconv"

	"skylab/engine/ec2"
	"skylab/engine/sim"
)

// tellEC2 tells what happens to instances and volumes.
func tellEC2(e sim.Event) (tone, string) {
	switch e := e.(type) {
	case ec2.InstanceLaunched:
		return plain, e.Instance + ", a " + e.Type + " in " + e.Zone + ", is pending"
	case ec2.InstanceStarting:
		return plain, e.Instance + " is pending again, on another host"
	case ec2.InstanceStarted:
		return good, e.Instance + " runs; the bill counts from now on"
	case ec2.StatusChecksPassed:
		return quiet, e.Instance + " has passed its status checks"
	case ec2.InstanceStopping:
		if e.Hibernates {
			return plain, e.Instance + " writes its memory to its root volume to hibernate"
		}
		return plain, e.Instance + " is stopping"
	case ec2.InstanceStopped:
		return plain, e.Instance + " is stopped; its volumes stay on the bill"
	case ec2.InstanceRebooted:
		return plain, e.Instance + " reboots on its host"
	case ec2.InstanceShuttingDown:
		return plain, e.Instance + " is shutting down"
	case ec2.InstanceTerminated:
		return plain, e.Instance + " is terminated"
	case ec2.InstanceForgotten:
		return quiet, e.Instance + " is no longer listed"
	case ec2.SystemBooted:
		return plain, e.Instance + " can be reached: its system has booted"
	case ec2.UserDataRan:
		if e.Status != 0 {
			return bad, "the user data of " + e.Instance + " failed, with exit code " + strconv.Itoa(e.Status)
		}
		return good, "the user data of " + e.Instance + " has run"
	case ec2.ProcessFailed:
		if e.Why == "OOM" {
			return bad, e.Instance + " is out of memory: its system kills " + e.Process
		}
		return bad, e.Process + " on " + e.Instance + " ends with status " + strconv.Itoa(e.Status)
	case ec2.JobStarted:
		return call, "the job " + e.Job + " begins on " + counted(e.Instances, "instance")
	case ec2.JobEnded:
		if e.Why != "" {
			return bad, "the job " + e.Job + " has failed: " + e.Why
		}
		return good, "the job " + e.Job + " is done"
	case ec2.HostFailed:
		return bad, e.Instance + " is lost: no power, or no network, in " + map[string]string{"zone": "its zone", "power": "its host"}[e.What]
	case ec2.HostRecovered:
		return good, e.Instance + " has a host again, and boots"
	case ec2.StatusCheckFailed:
		return bad, e.Instance + " fails its status checks"
	case ec2.ShellOpened:
		return call, e.User + " logs in to " + e.Instance
	case ec2.SpotInterruptionNoticed:
		return bad, e.Instance + " is told that it will " + e.Action + " (" + e.Why + ")"
	case ec2.ImageCompleted:
		return good, e.Image + " is available"
	case ec2.StateChangeNotified:
		return quiet, "EventBridge hears that " + e.Instance + " is " + e.State
	case ec2.VolumeCreated:
		return plain, e.Volume + " is available"
	case ec2.VolumeAttached:
		return plain, e.Volume + " is attached to " + e.Instance
	case ec2.VolumeDetached:
		return plain, e.Volume + " is detached from " + e.Instance
	case ec2.SnapshotCompleted:
		return plain, e.Snapshot + " has all of its volume"
	case ec2.VolumeDeleted:
		return plain, e.Volume + " is deleted, with " + strconv.Itoa(e.GiB) + " GiB"
	}
	return plain, ""
}
