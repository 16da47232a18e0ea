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
