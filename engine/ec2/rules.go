package ec2

// Rules are the rules of instances as data, so that a world can be run in which a
// common misconception is true: a twin (twins.go). AWSRules is the real thing.
type Rules struct {
	// StoppedIsBilled has an instance cost what it does while it runs until it is
	// terminated.
	StoppedIsBilled bool
	// StoppedIsFree has its volumes cost nothing while it is stopped.
	StoppedIsFree bool
	// KeepsAddress leaves a stopped instance its public address.
	KeepsAddress bool
	// UserDataEachBoot runs the user data whenever the system boots.
	UserDataEachBoot bool
	// SurplusIsFree has unlimited instances pay nothing for surplus credits.
	SurplusIsFree bool
}

// AWSRules are the rules of EC2.
func AWSRules() Rules { return Rules{} }

// billed tells whether an instance is paid for.
func (r Rules) billed(i *instance) bool {
	switch i.state {
	case Running:
		return true
	case Stopping:
		return i.hibernates || r.StoppedIsBilled
	case Stopped:
		return r.StoppedIsBilled
	}
	return false
}

// meterVolumes has volumes cost nothing while their instance is stopped, where that
// is the rule.
func (s *Service) meterVolumes(i *instance) {
	if !s.rules.StoppedIsFree || i.state != Stopped && i.state != Running {
		return
	}
	on := int64(1)
	if i.state == Stopped {
		on = 0
	}
	for _, a := range i.volumes {
		s.meterVolume(a.volume, on)
	}
}
