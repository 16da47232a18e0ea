package lambda

import (
	"strings"
	"time"

	"skylab/engine/s3"
)

// latency is how long the answer to a program's call takes to reach it. What
// took virtual time already, such as another function's run, takes no more.
func (s *Service) latency(c *call, output []byte, blobs [][]byte) time.Duration {
	if s.kernel.Now() > c.issued {
		return 0
	}
	r := s.kernel.Stream("lambda.sdk")
	if op, ok := strings.CutPrefix(c.operation, "s3api."); ok {
		return s3.Latency(op, c.sent+int64(len(output))+total(blobs)).Sample(r)
	}
	return sdkLatency.Sample(r)
}
