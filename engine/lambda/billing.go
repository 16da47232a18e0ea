package lambda

import (
	"time"

	"skylab/engine/billing"
)

// defaultTmpIncluded is the size of /tmp, in MB, that costs nothing extra.
const defaultTmpIncluded = defaultTmp

// meter turns the meters for an invocation: requests, GB-seconds and /tmp
// beyond what is included (fact sheet 5.1 [PR]).
//
// fidelity: lambda.metering
func (s *Service) meter(v *environment, e InvocationEnded) {
	f, r, inv := v.f, v.r, v.inv
	requests, duration, storage := billing.LambdaRequests, billing.LambdaDuration, billing.LambdaStorage
	if r.Architecture == "arm64" {
		requests, duration, storage = billing.LambdaRequestsARM, billing.LambdaDurationARM, billing.LambdaStorageARM
	}
	switch {
	case v.prov != nil && r.Architecture == "arm64":
		duration = billing.LambdaProvisionedDurationARM
	case v.prov != nil:
		duration = billing.LambdaProvisionedDuration
	}
	s.near.Billing.Meter(requests, f.Name).AddBase(inv.requests())
	s.near.Billing.Meter(duration, f.Name).AddDuration(int64(r.MemoryMB), e.BilledMs)
	if r.TmpMB > defaultTmpIncluded {
		s.near.Billing.Meter(storage, f.Name).AddDuration(int64(r.TmpMB-defaultTmpIncluded), e.BilledMs)
	}
}

// requests is how many requests the invocation is charged as: an event of
// more than 256 KB counts once more for each further 64 KB.
//
// fidelity: lambda.event-chunks
func (inv *invocation) requests() int64 {
	n := int64(1)
	if over := len(inv.payload) - firstChunk; inv.Mode == Event && over > 0 {
		n += int64((over + furtherChunks - 1) / furtherChunks)
	}
	return n
}

// meterInit turns the meters for an init that was run ahead of requests, at
// the rate of provisioned concurrency (2.4 [WEB, DEV]).
func (s *Service) meterInit(v *environment, e InitEnded) {
	usage := billing.LambdaProvisionedDuration
	if v.r.Architecture == "arm64" {
		usage = billing.LambdaProvisionedDurationARM
	}
	ms := (e.Duration + time.Millisecond - 1) / time.Millisecond
	s.near.Billing.Meter(usage, v.f.Name).AddDuration(int64(v.r.MemoryMB), int64(ms))
}
