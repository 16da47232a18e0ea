package sim

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
)

// WriteState writes all that decides the kernel's future, and a digest of its
// past, for hashing: two kernels that write the same bytes behave the same.
func (k *Kernel) WriteState(w io.Writer) error {
	fmt.Fprintf(w, "now %d seq %d journal %d %x\n", k.now, k.seq, k.journal.n, k.journal.hash)
	pending := slices.Clone(k.queue.items)
	slices.SortFunc(pending, func(a, b Entry) int {
		if before(&a, &b) {
			return -1
		}
		return 1
	})
	for _, e := range pending {
		if _, gone := k.dropped[e.Seq]; gone {
			continue
		}
		data, err := json.Marshal(e.Event)
		if err != nil {
			return fmt.Errorf("event %s: %w", e.Event.Kind(), err)
		}
		fmt.Fprintf(w, "%d %d %d %d %s %s\n", e.At, e.Seq, e.Cause, e.Trace, e.Event.Kind(), data)
	}
	for _, name := range slices.Sorted(maps.Keys(k.streams)) {
		state, err := k.streams[name].pcg.MarshalBinary()
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "stream %s %x\n", name, state)
	}
	return nil
}
