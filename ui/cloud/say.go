package cloud

import "skylab/engine/sim"

// Say is what an event means, as a sentence; for one without a sentence its
// kind.
func Say(e sim.Event) string {
	if _, text := tell(e); text != "" {
		return text
	}
	return e.Kind()
}
