package ec2

// What happens to instances and volumes. A Turn tells which of the instance's
// states the event was scheduled in.
type (
	// InstanceLaunched: an instance is pending for the first time.
	InstanceLaunched struct{ Instance, Type, Image, Zone string }
	// InstanceStarting: a stopped instance is pending again.
	InstanceStarting struct{ Instance string }
	// InstanceStarted (scheduled): it runs.
	InstanceStarted struct {
		Instance string
		Turn     uint64
	}
	// StatusChecksPassed (scheduled): system and instance are reachable.
	StatusChecksPassed struct {
		Instance string
		Turn     uint64
	}
	// InstanceStopping: it goes down, or writes its memory to its root volume.
	InstanceStopping struct {
		Instance, Reason string
		Hibernates       bool
	}
	// InstanceStopped (scheduled): it is down, and its host is another's.
	InstanceStopped struct {
		Instance string
		Turn     uint64
	}
	// InstanceRebooted: its operating system began anew.
	InstanceRebooted struct{ Instance string }
	// InstanceShuttingDown: it is on its way to be terminated.
	InstanceShuttingDown struct{ Instance, Reason string }
	// InstanceTerminated (scheduled): it is gone, and can still be seen.
	InstanceTerminated struct {
		Instance string
		Turn     uint64
	}
	// InstanceForgotten (scheduled): it can no longer be seen.
	InstanceForgotten struct{ Instance string }
	// SystemBooted (scheduled): its system can be reached, at its Boot-th boot.
	SystemBooted struct {
		Instance string
		Boot     int
	}
	// UserDataRan: the user data has ended, with that exit status.
	UserDataRan struct {
		Instance string
		Status   int
	}
	// GuestWoke (scheduled): something on the instance goes on.
	GuestWoke struct {
		Instance string
		Boot     int
		Token    uint64
	}
	// ProcessFailed: a process was killed, or has ended with a status that is not
	// 0. Why is "OOM" for lack of memory.
	ProcessFailed struct {
		Instance, Process, Why string
		Status                 int
	}
	// MinutePassed (scheduled): instances are measured.
	MinutePassed struct{}
	// HostFailed and HostRecovered: an instance's machine is gone or cut off, and
	// is there again. What of it is "power", or "zone".
	HostFailed    struct{ Instance, What string }
	HostRecovered struct{ Instance string }
	// StatusCheckFailed (scheduled): AWS has noticed that an instance cannot be
	// reached.
	StatusCheckFailed struct {
		Instance string
		Turn     uint64
	}
	// JobStarted: a tightly coupled job runs on so many instances.
	JobStarted struct {
		Job       string
		Instances int
	}
	// JobLapped (scheduled): a part of the job's time has passed.
	JobLapped struct {
		Job   string
		Began uint64
	}
	// JobEnded: it is COMPLETED, or has FAILED.
	JobEnded struct{ Job, State, Why string }
	// FaultEnded (scheduled): a fault is over by itself.
	FaultEnded struct{ Fault uint64 }
	// StateChangeNotified (scheduled): EventBridge hears of a state.
	StateChangeNotified struct{ Instance, State string }
	// VolumeCreated (scheduled): a volume is available.
	VolumeCreated struct{ Volume string }
	// VolumeAttached and VolumeDetached (scheduled) end what was asked for.
	VolumeAttached struct{ Volume, Instance string }
	VolumeDetached struct{ Volume, Instance string }
	// SnapshotCompleted (scheduled): a snapshot has all of its volume.
	SnapshotCompleted struct{ Snapshot string }
	// SpotRequestEvaluated (scheduled): a request is looked at.
	SpotRequestEvaluated struct{ Request string }
	// SpotHourBegan (scheduled): another hour of a Spot Instance begins.
	SpotHourBegan struct {
		Instance string
		Turn     uint64
	}
	// SpotInterruptionNoticed: a Spot Instance is told that it will be terminated,
	// stopped or hibernate, and EC2 knows why.
	SpotInterruptionNoticed struct{ Instance, Action, Why string }
	// SpotInterrupted (scheduled): a Spot Instance is told, or ends.
	SpotInterrupted struct {
		Instance string
		Turn     uint64
	}
	// SpotMessaged (scheduled): EventBridge hears of an interruption.
	SpotMessaged struct{ Instance, What, Action string }
	// ImageCompleted (scheduled): an image can be launched.
	ImageCompleted struct{ Image string }
	// CapacityReservationEnded (scheduled): its end date has come.
	CapacityReservationEnded struct{ Reservation string }
	// VolumeDeleted: it is gone with all that was on it.
	VolumeDeleted struct {
		Volume string
		GiB    int
	}
)

// The kinds of the events, as journals and screens name them.

func (InstanceLaunched) Kind() string     { return "ec2.InstanceLaunched" }
func (InstanceStarting) Kind() string     { return "ec2.InstanceStarting" }
func (InstanceStarted) Kind() string      { return "ec2.InstanceStarted" }
func (StatusChecksPassed) Kind() string   { return "ec2.StatusChecksPassed" }
func (InstanceStopping) Kind() string     { return "ec2.InstanceStopping" }
func (InstanceStopped) Kind() string      { return "ec2.InstanceStopped" }
func (InstanceRebooted) Kind() string     { return "ec2.InstanceRebooted" }
func (InstanceShuttingDown) Kind() string { return "ec2.InstanceShuttingDown" }
func (InstanceTerminated) Kind() string   { return "ec2.InstanceTerminated" }
func (InstanceForgotten) Kind() string    { return "ec2.InstanceForgotten" }
func (StateChangeNotified) Kind() string  { return "ec2.StateChangeNotified" }
func (VolumeCreated) Kind() string        { return "ec2.VolumeCreated" }
func (VolumeAttached) Kind() string       { return "ec2.VolumeAttached" }
func (VolumeDetached) Kind() string       { return "ec2.VolumeDetached" }
func (SnapshotCompleted) Kind() string    { return "ec2.SnapshotCompleted" }
func (VolumeDeleted) Kind() string        { return "ec2.VolumeDeleted" }
func (SystemBooted) Kind() string         { return "ec2.SystemBooted" }
func (UserDataRan) Kind() string          { return "ec2.UserDataRan" }
func (GuestWoke) Kind() string            { return "ec2.GuestWoke" }
func (ProcessFailed) Kind() string        { return "ec2.ProcessFailed" }
func (MinutePassed) Kind() string         { return "ec2.MinutePassed" }
func (HostFailed) Kind() string           { return "ec2.HostFailed" }
func (HostRecovered) Kind() string        { return "ec2.HostRecovered" }
func (StatusCheckFailed) Kind() string    { return "ec2.StatusCheckFailed" }
func (JobStarted) Kind() string           { return "ec2.JobStarted" }
func (JobLapped) Kind() string            { return "ec2.JobLapped" }
func (JobEnded) Kind() string             { return "ec2.JobEnded" }
func (FaultEnded) Kind() string           { return "ec2.FaultEnded" }

func (SpotRequestEvaluated) Kind() string     { return "ec2.SpotRequestEvaluated" }
func (SpotHourBegan) Kind() string            { return "ec2.SpotHourBegan" }
func (SpotInterruptionNoticed) Kind() string  { return "ec2.SpotInterruptionNoticed" }
func (SpotInterrupted) Kind() string          { return "ec2.SpotInterrupted" }
func (SpotMessaged) Kind() string             { return "ec2.SpotMessaged" }
func (ImageCompleted) Kind() string           { return "ec2.ImageCompleted" }
func (CapacityReservationEnded) Kind() string { return "ec2.CapacityReservationEnded" }
