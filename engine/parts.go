package engine

import "skylab/engine/sts"

// parts are the services of a world, in the order in which they see events.
type parts struct {
	STS *sts.Service
}

func (w *World) build() {
	w.STS = sts.New()
	w.services = []service{w.STS}
}
