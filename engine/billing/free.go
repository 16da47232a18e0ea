package billing

// pool is a monthly free allowance that several usage types share.
type pool uint8

const (
	noneFree pool = iota
	freeRequests
	freeDuration
	freeStreaming
	freeQueue
	freePublish
	freeNotify
	freeSchedule
	freeLogs
	freeLogStorage
	freeMetrics
	freeAlarms
	freeMetricRequests
)

// units is the size of an allowance, in units of its prices.
//
// fidelity: billing.free-tier
// fidelity: billing.free-tier-order
// fidelity: billing.free-tier-neighbours
func (p pool) units() int64 {
	switch p {
	case freeRequests, freeQueue, freePublish, freeMetricRequests:
		return 1_000_000
	case freeDuration:
		return 400_000
	case freeStreaming:
		return 100
	case freeNotify:
		return 100_000
	case freeSchedule:
		return 14_000_000
	case freeLogs, freeLogStorage:
		return 5
	case freeMetrics, freeAlarms:
		return 10
	}
	return 0
}
