package ec2api

import (
	"time"

	"skylab/engine/sim"
)

// Time is a time as the EC2 API tells it: to the second. Its clients print what
// they are told, so it is cut here and not where it is shown.
func Time(t sim.Time) time.Time { return t.Wall().Truncate(time.Second) }
