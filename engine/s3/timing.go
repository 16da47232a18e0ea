package s3

import (
	"time"

	"skylab/engine/sim"
)

// notificationDelay is from the write to the invocation.
//
// AWS says that events are typically delivered in seconds; the shape and its
// median, well under a second as mostly seen, are an assumption.
//
// fidelity: s3.notification-delay
func notificationDelay() sim.Dist {
	return sim.Dist{Shape: sim.LogNormal, Mid: 350 * time.Millisecond, P90: 900 * time.Millisecond,
		Source: "assumption; AWS: typically within seconds"}
}

// throughput is what one connection moves a second, in bytes (S3 user guide,
// performance guidelines: 85-90 MB/s for each concurrent request).
const throughput = 85_000_000

// Latency is how long a call ("GetObject", …) with so many bytes of body takes
// a program in the Region: the first byte, and then by size.
//
// The medians are an assumption. The user guide calls 100-200 ms usual for
// small objects; seen from the same Region most calls are faster, so that
// range is taken for the slow tenth.
//
// fidelity: s3.latency
func Latency(op string, bytes int64) sim.Dist {
	d := sim.Dist{Shape: sim.LogNormal, Mid: 20 * time.Millisecond, P90: 60 * time.Millisecond,
		Source: "assumption; S3 user guide, performance guidelines, for the slow tenth and for throughput"}
	switch op {
	case "PutObject", "CopyObject", "UploadPart", "UploadPartCopy", "CompleteMultipartUpload":
		d.Mid, d.P90 = 40*time.Millisecond, 120*time.Millisecond
	case "GetObject":
		d.Mid, d.P90 = 30*time.Millisecond, 100*time.Millisecond
	}
	moving := time.Duration(float64(bytes) / throughput * float64(time.Second))
	d.Mid += moving
	d.P90 += moving
	return d
}
