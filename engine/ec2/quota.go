package ec2

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/ec2/instancetype"
)

// Limits are how many vCPUs of On-Demand instances an account may run, by the
// groups of instance types that AWS's quotas have.
type Limits map[string]int

// The groups of quotas (facts 3).
const (
	Standard   = "Standard"
	Graphics   = "G and VT"
	Processing = "P"
)

// DefaultLimits are those of the account here: more than a new one has, so that
// a fleet can be tried; AWS gives a new one 5 to 16 of Standard, and none of
// G, VT and P.
//
// fidelity: ec2.vcpu-limits
func DefaultLimits() Limits {
	return Limits{Standard: 256, Graphics: 0, Processing: 0, "F": 0, "X": 0, "Inf": 0, "Trn": 0, "DL": 0, "HPC": 768, "High Memory": 0}
}

// group is the quota that counts a type.
func group(t *instancetype.Type) string {
	f := t.Family()
	switch {
	case strings.HasPrefix(f, "hpc"):
		return "HPC"
	case strings.HasPrefix(f, "inf"):
		return "Inf"
	case strings.HasPrefix(f, "trn"):
		return "Trn"
	case strings.HasPrefix(f, "dl"):
		return "DL"
	case strings.HasPrefix(f, "u"):
		return "High Memory"
	case f[0] == 'g' || strings.HasPrefix(f, "vt"):
		return Graphics
	case f[0] == 'p':
		return Processing
	case f[0] == 'f':
		return "F"
	case f[0] == 'x':
		return "X"
	}
	return Standard
}

// inUse are the vCPUs of a quota that On-Demand instances have: those that run
// or are about to.
func (s *Service) inUse(quota string) int { return s.vcpus(quota, "") }

// vcpus are those of instances of a lifecycle that run or are about to.
func (s *Service) vcpus(quota, lifecycle string) int {
	n := 0
	for _, i := range s.instances {
		if i.lifecycle == lifecycle && (i.state == Pending || i.state == Running) && group(i.kind) == quota {
			n += i.kind.VCPUs
		}
	}
	return n
}

// room is how many more instances of a type the quota allows. Spot Instances
// have quotas of their own, here of the same size.
//
// fidelity: ec2.spot-limits
func (s *Service) room(t *instancetype.Type, spot bool) int {
	return max(0, s.limits[group(t)]-s.vcpus(group(t), word(spot, "spot", ""))) / t.VCPUs
}

// limitExceeded is AWS's refusal of more vCPUs than the quota has.
func (s *Service) limitExceeded(t *instancetype.Type) *aws.Error {
	return aws.Errorf(400, "VcpuLimitExceeded", "You have requested more vCPU capacity than your current vCPU limit of %d allows for the instance bucket that the "+
		"specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.", s.limits[group(t)])
}

// names of the quotas, for checks.
func (l Limits) check() error {
	for _, name := range slices.Sorted(maps.Keys(l)) {
		if l[name] < 0 {
			return fmt.Errorf("ec2: the limit of %s is %d", name, l[name])
		}
	}
	return nil
}
